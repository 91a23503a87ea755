package io.grafanakeeper.sandbox.grafana;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/**
 * Writes an answer of one long frame, a row a second, without ever holding it.
 *
 * @param refId the query it answers
 * @param from the first time, in milliseconds since 1970
 * @param rows how many rows there are
 */
record LongTable(String refId, long from, long rows) implements Content.Writer {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write(
                "{\"results\":{" + Json.quote(refId) + ":{\"status\":200,\"frames\":[{\"schema\":{\"refId\":"
                        + Json.quote(refId) + ",\"fields\":["
                        + "{\"name\":\"time\",\"type\":\"time\",\"typeInfo\":{\"frame\":\"time.Time\"}},"
                        + "{\"name\":\"path\",\"type\":\"string\",\"typeInfo\":{\"frame\":\"string\"}},"
                        + "{\"name\":\"bytes\",\"type\":\"number\",\"typeInfo\":{\"frame\":\"int64\"}}]},\"data\":{\"values\":[");
        column(text, row -> Long.toString(from + row * 1000));
        text.write(',');
        column(text, row -> "\"/cart/" + row % 1000 + "?q=\\\"a\\\"\"");
        text.write(',');
        column(text, row -> Long.toString(row * 7919 % 100_003));
        text.write("]}}]}}}");
        text.flush();
    }

    private void column(Writer text, LongFunction<String> value) throws IOException {
        text.write('[');
        for (long row = 0; row < rows; row++) {
            if (row > 0) {
                text.write(',');
            }
            text.write(value.apply(row));
        }
        text.write(']');
    }
}
