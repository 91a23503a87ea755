package io.grafanakeeper.runs;

/** Remembers across all instances of the app what has been done, for things that must not be done twice. Thread-safe. */
public interface Once {
    /**
     * Claims something, for ever.
     *
     * @param name its name: letters, digits, dashes and slashes
     * @return false if somebody has claimed it before
     * @throws ServiceException if the storage behind it does not say
     */
    boolean first(String name);
}
