package io.grafanakeeper.frames;

/**
 * Says that one query failed. There may be rows all the same.
 *
 * @param message the message of Grafana or the data source, cut after 1,000 characters
 * @param status the status of this query, 0 if not said
 * @param lasting whether it is known that asking again cannot help
 */
public record QueryError(String refId, String message, int status, boolean lasting) {
    /** Makes the error of a data source, of which only its status tells whether it lasts. */
    public QueryError(String refId, String message, int status) {
        this(refId, message, status, false);
    }
}
