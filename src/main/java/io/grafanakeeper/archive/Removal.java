package io.grafanakeeper.archive;

/** Says what became of something that was to be removed. */
public enum Removal {
    /** It is gone, by this call. */
    REMOVED,
    /** It was gone already, or somebody has written it anew since it was listed; nothing was done. */
    CHANGED,
    /** An immutability policy or a legal hold on the storage forbids it; nothing was done. */
    KEPT_BY_POLICY
}
