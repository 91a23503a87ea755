package io.grafanakeeper.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Prints measured runs side by side. */
final class Table {
    private static final double MEGABYTE = 1_000_000;

    private final PrintStream out;
    private final List<String> names = new ArrayList<>();
    private final List<Measured> runs = new ArrayList<>();

    Table(PrintStream out) {
        this.out = out;
    }

    /** Adds a column. */
    void add(String name, Measured run) {
        names.add(name);
        runs.add(run);
    }

    /** Prints the columns. */
    void print() {
        out.println(row("", names));
        line("seconds", run -> seconds(run.seconds()));
        line("dashboards read", run -> String.valueOf(run.reads()));
        line("pages of them", run -> String.valueOf(run.lists()));
        line("items a second", run -> String.format("%.0f", run.itemsASecond()));
        line("requests", run -> String.valueOf(run.requests()));
        for (String route : routes()) {
            line("  " + route, run -> String.valueOf(run.byRoute().getOrDefault(route, 0L)));
        }
        line("connections", run -> String.valueOf(run.connections()));
        line("  requests in flight at most", run -> String.valueOf(run.inFlight()));
        line("processor seconds of the app", run -> seconds(run.cpu().app()));
        line("  of Azurite", run -> seconds(run.cpu().storage()));
        line("  of Grafana and this program", run -> seconds(run.cpu().grafana()));
        line("peak heap, MB", run -> heap(run, run.heap().peak()));
        line("  right after a collection", run -> heap(run, run.heap().peakLive()));
        line("  collections", run -> String.valueOf(run.heap().collections()));
        line("blobs written", run -> String.valueOf(run.newBlobs()));
        line("  of them objects (run record)", run -> String.valueOf(run.result("newObjects")));
        line("  MB packed", run -> String.format("%.2f", run.newBlobBytes() / MEGABYTE));
        line("MB unpacked (run record)", run -> String.format("%.2f", run.result("newBytes") / MEGABYTE));
    }

    private Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        runs.forEach(run -> routes.addAll(run.byRoute().keySet()));
        return routes;
    }

    private void line(String label, Function<Measured, String> value) {
        out.println(row(label, runs.stream().map(value).toList()));
    }

    private static String seconds(double value) {
        return String.format("%.1f", value);
    }

    private static String heap(Measured run, int megabytes) {
        return run.heap().collections() == 0 ? "-" : String.valueOf(megabytes);
    }

    private static String row(String label, List<String> cells) {
        StringBuilder row = new StringBuilder(String.format("%-42s", label));
        cells.forEach(cell -> row.append(String.format("%14s", cell)));
        return row.toString();
    }
}
