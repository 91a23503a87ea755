package io.grafanakeeper.sandbox.grafana;

/** Says what the legacy GET of a dashboard stored as v2 does. */
public enum LegacyReadOfV2 {
    /** Answers 406 and names the address under {@code /apis}, as Grafana 12 does. */
    REFUSE,
    /** Answers a v1 dashboard with the panels lost, as Grafana 13 does. */
    CONVERT
}
