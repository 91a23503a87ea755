package io.grafanakeeper.sandbox.host;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes {@code <time> <level> [<function> <invocation id>] message}, a line a record, and stack traces below it. */
final class HostLog {
    private final Consumer<String> lines;
    private final Clock clock;

    HostLog(Consumer<String> lines, Clock clock) {
        this.lines = lines;
        this.clock = clock;
    }

    /** Writes a line of the host's own. */
    void host(Level level, String message, @Nullable Throwable thrown) {
        write(level, "host", message, thrown);
    }

    /** Writes a line about one call. */
    void invocation(Level level, String function, String id, String message, @Nullable Throwable thrown) {
        write(level, function + " " + id, message, thrown);
    }

    /** Makes the logger of one call: unnamed, so that no logging configuration of the app reaches it. */
    Logger logger(String function, String id) {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(new Lines(function, id));
        return logger;
    }

    private void write(Level level, String source, String message, @Nullable Throwable thrown) {
        // One record is one line: a message must not be able to forge the next one.
        String line = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + level.getName() + " [" + source + "] "
                + message.replace("\r", "\\r").replace("\n", "\\n");
        lines.accept(thrown == null ? line : line + "\n" + stackTrace(thrown));
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString().stripTrailing();
    }

    /** Takes what a function logs, from Information up as Azure does by default. */
    private final class Lines extends Handler {
        private final String function;
        private final String id;

        Lines(String function, String id) {
            this.function = function;
            this.id = id;
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.INFO.intValue()) {
                // Unformatted, "{0}" and all, as the real worker sends it.
                String message = String.valueOf(record.getMessage());
                invocation(record.getLevel(), function, id, message, record.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
