package io.grafanakeeper.sandbox.grafana;

/** Tells which recorded Grafana to behave like. */
public enum Flavour {
    V7_5("7.5.5", 7),
    V9_5("9.5.16", 9),
    V11_6("11.6.3", 11),
    V12_1("12.1.0", 12),
    V13_1("13.1.0", 13);

    private final String version;
    private final int major;

    Flavour(String version, int major) {
        this.version = version;
        this.major = major;
    }

    /** Gives the version that {@code /api/health} tells. */
    public String version() {
        return version;
    }

    boolean atLeast(int wanted) {
        return major >= wanted;
    }

    /** Tells whether a folder can hold folders; a title may then be borne by several of them, too. */
    public boolean nestedFolders() {
        return atLeast(11);
    }

    boolean legacyKeys() {
        return !atLeast(13);
    }

    boolean serviceAccounts() {
        return atLeast(9);
    }

    boolean alertingProvisioning() {
        return atLeast(9);
    }

    /** Tells whether the Kubernetes-style API is there. */
    public boolean apis() {
        return atLeast(12);
    }
}
