package io.grafanakeeper.frames;

/**
 * Says that one query failed. There may be rows all the same.
 *
 * @param message the message of Grafana or the data source, cut after 1,000 characters
 * @param status the status of this query, 0 if not said
 */
public record QueryError(String refId, String message, int status) {}
