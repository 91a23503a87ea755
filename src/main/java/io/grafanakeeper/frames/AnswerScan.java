package io.grafanakeeper.frames;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds in an answer what is there and where the values are: {@code results.<refId>} with {@code frames} (Grafana 8 and later) or
 * {@code series} and {@code tables} (before). Keys may come in any order; unknown ones are skipped.
 */
final class AnswerScan {
    private static final String ARROW =
            "this Grafana answers in Arrow files, which are not read here: Grafana 8.0 or later is needed";

    final List<String> refIds = new ArrayList<>();
    final List<Frame> frames = new ArrayList<>();
    final List<QueryError> errors = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    private final JsonScan json;

    AnswerScan(JsonScan json) {
        this.json = json;
    }

    void run() throws IOException {
        List<String> found = new ArrayList<>();
        json.object("the answer", key -> {
            if (key.equals("results")) {
                found.add(key);
                json.object("results", this::result);
            } else {
                json.skip();
            }
        });
        json.end();
        if (found.isEmpty()) {
            throw new FramesException("there are no results in the answer");
        }
    }

    private void result(String refId) throws IOException {
        refIds.add(refId);
        Trouble trouble = new Trouble();
        int before = frames.size();
        json.object("the result of " + refId, key -> {
            switch (key) {
                case "error" -> trouble.message = text(json.value());
                case "status" -> trouble.status = json.value().asInt(0);
                case "frames" -> json.array("frames", () -> frame(refId, frames.size() - before));
                case "series" -> json.array("series", () -> series(refId, frames.size() - before));
                case "tables" -> json.array("tables", () -> table(refId, frames.size() - before));
                case "dataframes" ->
                    json.array("dataframes", () -> {
                        json.skip();
                        trouble.arrow = true;
                    });
                default -> json.skip();
            }
        });
        trouble.report(refId, errors);
    }

    private static String text(JsonNode error) {
        return error.isNull() ? "" : error.isValueNode() ? error.asText() : error.toString();
    }

    /** Collects what a result says about its failure. */
    private static final class Trouble {
        private String message = "";
        private int status;
        private boolean arrow;

        void report(String refId, List<QueryError> errors) {
            if (!message.isEmpty() || status >= 400) {
                String said = message.isEmpty() ? "no message" : Schemas.cut(message);
                errors.add(new QueryError(refId, said, status));
            }
            // Both are told: the frames of a failed query are missing, too.
            if (arrow) {
                errors.add(new QueryError(refId, ARROW, 0, true));
            }
        }
    }

    private void frame(String refId, int number) throws IOException {
        Parts parts = new Parts();
        json.object("a frame", key -> {
            switch (key) {
                case "schema" -> parts.schema = json.value();
                case "data" -> json.object("data", part -> data(parts, part));
                default -> json.skip();
            }
        });
        notices.addAll(Schemas.notices(refId, parts.schema));
        List<Field> fields = Schemas.fields(parts.schema);
        if (!parts.values.isEmpty() && parts.values.size() != fields.size()) {
            throw new FramesException("a frame of " + refId + " has " + fields.size() + " fields but "
                    + parts.values.size() + " columns of values");
        }
        frames.add(new Frame(refId, name(parts.schema.path("name"), number), fields, parts.data()));
    }

    /** Collects the parts of a frame until it is known what they are. */
    private static final class Parts {
        private JsonNode schema = MissingNode.getInstance();
        private final List<Region> values = new ArrayList<>();
        private final List<FrameData.@Nullable Entities> entities = new ArrayList<>();
        private final List<@Nullable Region> nanos = new ArrayList<>();

        @Nullable
        FrameData data() {
            return values.isEmpty() ? null : new FrameData.ByColumn(values, entities, nanos);
        }
    }

    private void data(Parts parts, String key) throws IOException {
        switch (key) {
            case "values" -> json.array("values", () -> parts.values.add(json.skip()));
            case "entities" -> json.array("entities", () -> parts.entities.add(entities()));
            case "nanos" -> json.array("nanos", () -> parts.nanos.add(json.skip()));
            default -> json.skip();
        }
    }

    private FrameData.Entities entities() throws IOException {
        List<@Nullable Region> found = new ArrayList<>(java.util.Arrays.asList(null, null, null));
        json.object("entities", key -> {
            Region region = json.skip();
            switch (key) {
                case "NaN" -> found.set(0, region);
                case "Inf" -> found.set(1, region);
                case "NegInf" -> found.set(2, region);
                default -> throw new FramesException("a frame has an unknown kind of number: " + key);
            }
        });
        return new FrameData.Entities(found.get(0), found.get(1), found.get(2));
    }

    private void series(String refId, int number) throws IOException {
        OldParts parts = new OldParts();
        json.object("a series", key -> {
            switch (key) {
                case "name" -> parts.name = json.value();
                case "tags" -> parts.head = json.value();
                case "points" -> parts.rows = json.skip();
                default -> json.skip();
            }
        });
        frames.add(new Frame(refId, name(parts.name, number), Schemas.series(parts.head), parts.data()));
    }

    private void table(String refId, int number) throws IOException {
        OldParts parts = new OldParts();
        json.object("a table", key -> {
            switch (key) {
                case "name" -> parts.name = json.value();
                case "columns" -> parts.head = json.value();
                case "rows" -> parts.rows = json.skip();
                default -> json.skip();
            }
        });
        frames.add(new Frame(refId, name(parts.name, number), Schemas.table(parts.head), parts.data()));
    }

    /** Collects the parts of an old series or table. */
    private static final class OldParts {
        private JsonNode name = MissingNode.getInstance();
        private JsonNode head = MissingNode.getInstance();
        private @Nullable Region rows;

        @Nullable
        FrameData data() {
            return rows == null ? null : new FrameData.ByRow(rows);
        }
    }

    private static String name(JsonNode name, int number) {
        String text = name.isTextual() ? name.textValue() : "";
        return text.isEmpty() ? Integer.toString(number) : text;
    }
}
