package io.grafanakeeper.queries;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Says which texts of a column of CSV are in JSON a string, and which stand there as they are. */
enum ColumnType {
    /** Times, texts, labels and the names of states. */
    TEXT {
        @Override
        boolean bare(String text) {
            return false;
        }
    },
    NUMBER {
        @Override
        boolean bare(String text) {
            return JsonNumber.is(text);
        }
    },
    BOOLEAN {
        @Override
        boolean bare(String text) {
            return text.equals("true") || text.equals("false");
        }
    },
    /** Nested values, values of different types, and columns that nothing is known about. */
    ANY {
        @Override
        boolean bare(String text) {
            return NUMBER.bare(text) || BOOLEAN.bare(text) || nested(text);
        }
    };

    /** Returns the type of a name in the document of columns. */
    static ColumnType of(String name) {
        return switch (name) {
            case "time", "string", "enum" -> TEXT;
            case "number" -> NUMBER;
            case "boolean" -> BOOLEAN;
            default -> ANY;
        };
    }

    /** Tells whether a text is JSON for anything but a string; {@code NaN} and the infinities never are. */
    abstract boolean bare(String text);

    /** Tells whether a text is an array or an object just as we write them: any other would come back as another text. */
    private static boolean nested(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return false;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        try {
            return Arrays.equals(utf8, LosslessJson.canonical(LosslessJson.read(utf8)));
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }
}
