package io.grafanakeeper.runs;

/** Says that another delivery of the same message finished this run meanwhile. */
public final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
