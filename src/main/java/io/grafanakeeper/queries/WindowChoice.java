package io.grafanakeeper.queries;

import io.grafanakeeper.queries.ResultStore.StoredWindow;
import io.grafanakeeper.windows.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses windows that do not overlap each other, so that no row comes twice: those that together cover the most of the time asked for;
 * of choices that cover as much, the one that covers the most of it with complete answers, then the one with the fewest windows, then the
 * one with the longest, then the one with the latest.
 *
 * <p>So a day is taken rather than its hours, and the hours where there is no day or only a partial one. (Rows cannot be cut at the edge of a window: many
 * have no time of their own.)
 *
 * @param used the chosen windows, the earliest first
 * @param leftOut how many others overlap the time asked for
 */
record WindowChoice(List<StoredWindow> used, int leftOut) {
    private static final Comparator<StoredWindow> BY_END = Comparator.comparing(
                    (StoredWindow window) -> window.range().to())
            .thenComparing(StoredWindow::written)
            .thenComparing(StoredWindow::name);

    WindowChoice {
        used = List.copyOf(used);
    }

    /** Says how good a choice is. */
    private record Worth(Duration covered, Duration complete, int windows, Duration length)
            implements Comparable<Worth> {
        static final Worth NOTHING = new Worth(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);
        private static final Comparator<Worth> ORDER = Comparator.comparing(Worth::covered)
                .thenComparing(Worth::complete)
                .thenComparing(Worth::windows, Comparator.reverseOrder())
                .thenComparing(Worth::length);

        Worth with(StoredWindow stored, TimeRange asked) {
            TimeRange window = stored.range();
            Instant from = window.from().isAfter(asked.from()) ? window.from() : asked.from();
            Instant to = window.to().isBefore(asked.to()) ? window.to() : asked.to();
            Duration more = Duration.between(from, to);
            return new Worth(
                    covered.plus(more),
                    stored.complete() ? complete.plus(more) : complete,
                    windows + 1,
                    length.plus(Duration.between(window.from(), window.to())));
        }

        @Override
        public int compareTo(Worth other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Chooses among windows.
     *
     * @param windows windows that overlap the time asked for, in any order
     */
    static WindowChoice of(List<StoredWindow> windows, TimeRange asked) {
        List<StoredWindow> byEnd = windows.stream().sorted(BY_END).toList();
        // The best choice among the first so many windows, and what it takes to follow it back.
        List<Worth> best = new ArrayList<>(List.of(Worth.NOTHING));
        boolean[] taken = new boolean[byEnd.size()];
        int[] before = new int[byEnd.size()];
        for (int i = 0; i < byEnd.size(); i++) {
            StoredWindow window = byEnd.get(i);
            before[i] = endedBy(byEnd, i, window.range().from());
            Worth with = best.get(before[i]).with(window, asked);
            taken[i] = with.compareTo(best.get(i)) >= 0;
            best.add(taken[i] ? with : best.get(i));
        }
        List<StoredWindow> used = new ArrayList<>();
        for (int i = byEnd.size() - 1; i >= 0; i = taken[i] ? before[i] - 1 : i - 1) {
            if (taken[i]) {
                used.add(byEnd.get(i));
            }
        }
        Collections.reverse(used);
        return new WindowChoice(used, byEnd.size() - used.size());
    }

    /** Counts those of the first windows that have ended by a time. */
    private static int endedBy(List<StoredWindow> byEnd, int count, Instant time) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byEnd.get(middle).range().to().isAfter(time)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
