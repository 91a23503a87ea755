package io.grafanakeeper.frames;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Walks once over a file of JSON to find where things are. What is skipped is not checked but for its brackets and quotes:
 * whoever reads it does that.
 */
final class JsonScan {
    private static final int BUFFER = 64 * 1024;

    /** The longest piece that is read as a whole: a frame's schema, an error. */
    private static final int LONGEST_VALUE = 64 * 1024 * 1024;

    private final FileChannel file;
    private final byte[] buffer = new byte[BUFFER + Eight.PADDING];
    private long base;
    private int position;
    private int limit;

    JsonScan(FileChannel file) {
        this.file = file;
    }

    /** Reads or skips the value of one key. */
    @FunctionalInterface
    interface Member {
        void read(String key) throws IOException;
    }

    /** Reads or skips one element of an array. */
    @FunctionalInterface
    interface Element {
        void read() throws IOException;
    }

    /** Visits the members of an object, or none if the value is null. */
    void object(String what, Member member) throws IOException {
        if (opens('{', what) && !accept('}')) {
            do {
                String key = value().asText();
                require(':');
                member.read(key);
            } while (continues('}'));
        }
    }

    /** Visits the elements of an array, or none if the value is null. */
    void array(String what, Element element) throws IOException {
        if (opens('[', what) && !accept(']')) {
            do {
                element.read();
            } while (continues(']'));
        }
    }

    /** Reads a small value as a tree, numbers as they are spelled. */
    JsonNode value() throws IOException {
        Region region = skip();
        if (region.length() > LONGEST_VALUE) {
            throw new FramesException("a value at byte " + region.start() + " of the answer is too long to be read");
        }
        byte[] json = new byte[(int) region.length()];
        ByteBuffer target = ByteBuffer.wrap(json);
        while (target.hasRemaining()) {
            if (file.read(target, region.start() + target.position()) < 0) {
                throw cut();
            }
        }
        try {
            return LosslessJson.read(json);
        } catch (JacksonException e) {
            throw new FramesException("the answer is not JSON from byte " + region.start() + " on", e);
        }
    }

    /** Steps over one value and returns where it is. */
    Region skip() throws IOException {
        int first = peek();
        long start = base + position;
        switch (first) {
            case '"' -> string();
            case '[', '{' -> nested();
            case -1, ']', '}', ',', ':' -> throw unexpected(first);
            default -> scalar();
        }
        return new Region(start, base + position);
    }

    /** Demands that nothing but white space follows. */
    void end() throws IOException {
        int next = peek();
        if (next >= 0) {
            throw new FramesException("more text follows the answer at byte " + (base + position));
        }
    }

    private boolean opens(char bracket, String what) throws IOException {
        int first = peek();
        if (first == bracket) {
            position++;
            return true;
        }
        if (first < 0) {
            throw cut();
        }
        if (!value().isNull()) {
            throw new FramesException(what + " has another shape than Grafana documents, at byte " + (base + position));
        }
        return false;
    }

    private boolean continues(char closing) throws IOException {
        if (accept(closing)) {
            return false;
        }
        require(',');
        return true;
    }

    private boolean accept(char wanted) throws IOException {
        boolean there = peek() == wanted;
        position += there ? 1 : 0;
        return there;
    }

    private void require(char wanted) throws IOException {
        if (!accept(wanted)) {
            throw unexpected(peek());
        }
    }

    /** Returns the next byte that is no white space, without taking it, or -1 at the end. */
    private int peek() throws IOException {
        while (true) {
            while (position < limit) {
                byte next = buffer[position];
                if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                    return next & 0xFF;
                }
                position++;
            }
            if (!fill()) {
                return -1;
            }
        }
    }

    /** Steps over a string whose opening quote comes next. */
    private void string() throws IOException {
        position++;
        while (true) {
            int at = position;
            long ends = 0;
            while (at < limit && ends == 0) {
                ends = Eight.stringEnds(Eight.at(buffer, at));
                at += ends == 0 ? Long.BYTES : Eight.first(ends);
            }
            if (at >= limit) {
                position = limit;
                demand();
                continue;
            }
            position = at + 1;
            if (buffer[at] == '"') {
                return;
            }
            demand();
            position++;
        }
    }

    private void nested() throws IOException {
        int depth = 0;
        do {
            int at = position;
            long found = 0;
            while (at < limit && found == 0) {
                found = Eight.brackets(Eight.at(buffer, at));
                at += found == 0 ? Long.BYTES : Eight.first(found);
            }
            position = Math.min(at, limit);
            if (at >= limit) {
                demand();
                continue;
            }
            switch (buffer[at]) {
                case '"' -> strings();
                case '[', '{' -> {
                    depth++;
                    position++;
                }
                default -> {
                    depth--;
                    position++;
                }
            }
        } while (depth > 0);
    }

    /** Steps over a string and those that follow it in an array. */
    private void strings() throws IOException {
        string();
        while (position < limit - 1 && buffer[position] == ',' && buffer[position + 1] == '"') {
            position++;
            string();
        }
    }

    private void scalar() throws IOException {
        while (position < limit || fill()) {
            byte next = buffer[position];
            if (next == ',' || next == ']' || next == '}' || next <= ' ') {
                return;
            }
            position++;
        }
    }

    /** Sees to it that there is a byte to read. */
    private void demand() throws IOException {
        if (position == limit && !fill()) {
            throw cut();
        }
    }

    private boolean fill() throws IOException {
        base += limit;
        position = 0;
        limit = Math.max(0, file.read(ByteBuffer.wrap(buffer, 0, BUFFER), base));
        return limit > 0;
    }

    private FramesException unexpected(int found) {
        return found < 0
                ? cut()
                : new FramesException("the answer is not JSON: unexpected character at byte " + (base + position));
    }

    private FramesException cut() {
        return new FramesException("the answer ends in the middle, after " + (base + position) + " bytes");
    }
}
