package io.grafanakeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/** Shows how the tour goes: a progress bar on a terminal, plain lines anywhere else. */
final class Screen {
    private static final int WIDTH = 32;

    private final PrintStream out;
    private final boolean terminal;
    private String last = "";

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Prints one line. */
    void line(String text) {
        out.println(text);
    }

    /** Shows a run's progress; a plain line only when its state changes. */
    void progress(JsonNode run) {
        String state = run.path("state").asText();
        long done = run.path("progress").path("done").asLong();
        long total = run.path("progress").path("total").asLong();
        if (terminal) {
            int full = total == 0 ? 0 : (int) (WIDTH * done / total);
            out.print("\r  [" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + done + "/" + total + " " + state
                    + "   ");
            boolean over = !state.equals("queued") && !state.equals("running");
            if (over) {
                out.println();
            }
            out.flush();
        } else if (!state.equals(last)) {
            out.println("  " + state + (total > 0 ? " " + done + "/" + total : ""));
        }
        last = state;
    }
}
