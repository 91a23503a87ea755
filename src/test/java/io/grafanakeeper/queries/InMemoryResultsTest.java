package io.grafanakeeper.queries;

/** Holds the fake to what the real store does. */
class InMemoryResultsTest extends ResultStoreContract {
    private final ResultStore store = new InMemoryResults();

    @Override
    protected ResultStore store() {
        return store;
    }
}
