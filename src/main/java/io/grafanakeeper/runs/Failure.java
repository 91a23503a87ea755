package io.grafanakeeper.runs;

import io.grafanakeeper.archive.ItemFailure;

/**
 * Names something that a run could not do, and why.
 *
 * @param kind what it is, such as {@code dashboard} or {@code token}
 * @param uid its uid or name
 * @param title its title, empty if unknown
 * @param reason what went wrong, in words for people
 */
public record Failure(String kind, String uid, String title, String reason) {
    /** Returns the failure of an item. */
    public static Failure of(ItemFailure failure) {
        return new Failure(failure.kind().text(), failure.uid(), failure.title(), failure.reason());
    }
}
