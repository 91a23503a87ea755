package io.grafanakeeper.settings;

/**
 * Holds the two ends of a query's time window as written: Grafana's relative syntax ({@code now-1d/d}), an ISO 8601 date
 * or time, or milliseconds since 1970.
 */
public record Window(String from, String to) {}
