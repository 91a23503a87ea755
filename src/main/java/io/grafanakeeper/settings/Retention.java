package io.grafanakeeper.settings;

/** Says how many of the latest hours, days, weeks and months keep a backup each. */
public record Retention(int hourly, int daily, int weekly, int monthly) {
    static final Retention DEFAULT = new Retention(24, 30, 12, 24);

    static final int MAX = 10_000;

    /** Tells whether no rule keeps anything. */
    boolean isEmpty() {
        return hourly + daily + weekly + monthly == 0;
    }
}
