package io.grafanakeeper.verify;

/** Says what became of one object of a backup. */
enum Finding {
    /** It is there, and its content has the hash that names it. */
    SOUND,
    /** The store does not have it. */
    MISSING,
    /** It does not unpack, or to something else. */
    CORRUPT,
    /** There was no time to read it. */
    UNCHECKED
}
