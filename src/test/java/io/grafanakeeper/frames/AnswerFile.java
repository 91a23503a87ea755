package io.grafanakeeper.frames;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Is an answer in a file, read in every way. */
final class AnswerFile {
    private final Path file;

    private AnswerFile(Path file) {
        this.file = file;
    }

    static AnswerFile of(Path folder, byte[] answer) throws IOException {
        return new AnswerFile(Files.write(folder.resolve("answer.json"), answer));
    }

    /** Writes an answer in which single quotes stand for double ones. */
    static AnswerFile of(Path folder, String answer) throws IOException {
        return of(folder, answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Writes an answer of query A with these frames. */
    static AnswerFile ofFrames(Path folder, String... frames) throws IOException {
        return of(folder, "{'results':{'A':{'status':200,'frames':[" + String.join(",", frames) + "]}}}");
    }

    /** Describes a frame without a name. */
    static String frame(String fields, String values) {
        return "{'schema':{'fields':[" + fields + "]},'data':{'values':[" + values + "]}}";
    }

    Frames open() throws IOException {
        return Frames.open(file);
    }

    String csv() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return write(new CsvWriter(out), out);
    }

    /** Returns the CSV with readable line ends. */
    String lines() throws IOException {
        return csv().replace("\r\n", "\n");
    }

    String jsonl() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return write(new JsonlWriter(out), out);
    }

    CheckResult check(String check) throws IOException {
        CheckSink sink = Check.parse(check).sink();
        try (Frames frames = open()) {
            frames.rows(sink);
        }
        return sink.result();
    }

    private String write(RowWriter writer, ByteArrayOutputStream out) throws IOException {
        try (Frames frames = open()) {
            frames.rows(writer);
        }
        writer.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
