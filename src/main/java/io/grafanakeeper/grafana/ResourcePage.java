package io.grafanakeeper.grafana;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the pages of a listing, one after another: each goes to a temporary file as it arrives and is then cut into its objects,
 * whose text goes to the spool as it is. A page of 500 dashboards may be far larger than the memory.
 */
final class ResourcePage implements AutoCloseable {
    private static final long MOST_BYTES = 1L << 30;

    private final FileChannel file = TempFile.open();
    private final Spool spool;

    ResourcePage(Spool spool) {
        this.spool = spool;
    }

    /**
     * Holds a page.
     *
     * @param next the mark of the next page, empty if this is the last
     */
    record Part(String next, List<ListedResource> items) {}

    /** Returns the reader of one page that was asked for in a version. */
    AnswerReader<Part> in(String version) {
        long mark = spool.size();
        return new AnswerReader<>() {
            @Override
            public byte[] receive(InputStream body, int ignored) throws IOException {
                rewind();
                return TempFile.copy(body, Channels.newOutputStream(file), MOST_BYTES);
            }

            @Override
            public Part read(Answer answer) throws IOException {
                // What an attempt before left there.
                spool.truncate(mark);
                return part(version);
            }
        };
    }

    private void rewind() {
        try {
            file.truncate(0);
        } catch (IOException e) {
            throw TempFile.failed(e);
        }
    }

    private Part part(String version) throws IOException {
        file.position(0);
        String next = "";
        @Nullable List<ListedResource> items = null;
        try (JsonParser parser = LosslessJson.factory().createParser(Channels.newInputStream(file))) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (name.equals("metadata")) {
                    next = LosslessJson.readValue(parser).path("continue").asText("");
                } else if (name.equals("items")) {
                    items = token == JsonToken.VALUE_NULL ? List.of() : items(parser, version);
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("not a JSON object");
            }
        }
        if (items == null) {
            throw new IOException("no items in the answer");
        }
        return new Part(next, items);
    }

    private List<ListedResource> items(JsonParser parser, String version) throws IOException {
        List<ListedResource> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("an item that is no JSON object");
            }
            items.add(item(parser, version));
        }
        return items;
    }

    private ListedResource item(JsonParser parser, String version) throws IOException {
        long begin = parser.currentTokenLocation().getByteOffset();
        String uid = "";
        String folder = "";
        String title = "";
        String stored = version;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "metadata" -> {
                    JsonNode metadata = LosslessJson.readValue(parser);
                    uid = metadata.path("name").asText("");
                    folder = DashboardResource.folderIn(metadata);
                }
                case "spec" -> title = title(parser);
                case "status" -> stored = ResourceApi.stored(LosslessJson.readValue(parser), version);
                default -> parser.skipChildren();
            }
        }
        if (uid.isEmpty()) {
            throw new IOException("an item without a name");
        }
        long end = parser.currentTokenLocation().getByteOffset() + 1;
        long at = spool.size();
        return new ListedResource(uid, title, folder, stored, at, spool.add(file, begin, end));
    }

    /** Passes over a dashboard and keeps its title. */
    private static String title(JsonParser parser) throws IOException {
        String title = "";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return title;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (name.equals("title") && token == JsonToken.VALUE_STRING) {
                title = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return title;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw TempFile.failed(e);
        }
    }
}
