package io.grafanakeeper.runs;

/** Stands for a lock that somebody got. It ends by itself within a minute if its holder dies or loses touch with the storage. */
public interface Lock {
    /**
     * Tells whether the lock is held and will be for 25 seconds more, come what may.
     *
     * <p>What must not happen without the lock is bounded to 20 seconds and asks this immediately before.
     */
    boolean held();

    /** Gives the lock back. */
    void release();

    /**
     * Lets the lock run out instead of giving it back, for when something begun under it may still be on its way to the storage.
     */
    void abandon();
}
