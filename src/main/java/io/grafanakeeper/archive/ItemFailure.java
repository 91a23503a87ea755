package io.grafanakeeper.archive;

/**
 * Names an item that could not be saved, and why.
 *
 * @param kind what it is
 * @param uid its uid
 * @param title its title, empty if unknown
 * @param reason what went wrong, in words for people
 */
public record ItemFailure(ItemKind kind, String uid, String title, String reason) {}
