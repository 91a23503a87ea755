package io.grafanakeeper.export;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.util.Set;

/**
 * Checks that a manifest of which nobody vouches would not fill the memory.
 *
 * <p>{@link io.grafanakeeper.archive.ManifestJson} reads the elements of its lists one by one, so that there may be many, but none
 * may be large, and neither may be what else it holds.
 */
final class ManifestBounds {
    /** What is smaller cannot hold that many. */
    private static final int SMALL = 3_000_000;

    /** A backup has 24 values and more for each of the 200,000 items that an archive can have. */
    private static final int MOST_TOKENS = 10_000_000;

    private static final int MOST_IN_ONE = 100_000;
    private static final Set<String> ONE_BY_ONE = Set.of("items", "failures");

    private boolean oneByOne;
    private int depth;
    private int all;
    private int head;
    private int element;

    private ManifestBounds() {}

    /**
     * Reads the values of a manifest without keeping them.
     *
     * @throws IOException if the bytes are not JSON, or more than a backup could have
     */
    static void check(byte[] json) throws IOException {
        if (json.length <= SMALL) {
            return;
        }
        ManifestBounds bounds = new ManifestBounds();
        try (JsonParser parser = LosslessJson.factory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                bounds.take(token, parser);
            }
        }
    }

    private void take(JsonToken token, JsonParser parser) throws IOException {
        depth -= token.isStructEnd() ? 1 : 0;
        if (depth == 1 && token == JsonToken.FIELD_NAME) {
            oneByOne = ONE_BY_ONE.contains(parser.currentName());
        }
        all++;
        head += oneByOne ? 0 : 1;
        element = oneByOne && depth > 2 ? element + 1 : 0;
        depth += token.isStructStart() ? 1 : 0;
        if (all > MOST_TOKENS) {
            throw new IOException("more than 10 million JSON values");
        }
        if (Math.max(head, element) > MOST_IN_ONE) {
            throw new IOException("more JSON values in one than a backup has");
        }
    }
}
