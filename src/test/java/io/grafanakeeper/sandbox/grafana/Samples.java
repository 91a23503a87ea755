package io.grafanakeeper.sandbox.grafana;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Plants a small demonstration that holds what backups lose most easily. */
final class Samples {
    private final FakeGrafana grafana;
    private final Org org;
    private final World world;

    Samples(FakeGrafana grafana, Org org, World world) {
        this.grafana = grafana;
        this.org = org;
        this.world = world;
    }

    void plant() {
        grafana.putFolder("platform", "Platform", "");
        grafana.putFolder("services", "Services", "");
        grafana.putFolder("databases", "Databases", "platform");
        dataSources();
        libraryPanel();
        if (world.flavour().alertingProvisioning()) {
            alerting();
        }
        for (Sample sample : samples()) {
            grafana.putDashboard(sample.folder(), model(sample).getBytes(StandardCharsets.UTF_8));
        }
        grafana.putDashboard("", spellings().getBytes(StandardCharsets.UTF_8));
        grafana.putDashboard("services", sharedPanel().getBytes(StandardCharsets.UTF_8));
    }

    private record Sample(String folder, String uid, String title, String tag, String expression) {}

    private static List<Sample> samples() {
        return List.of(
                new Sample("", "overview", "Production Overview", "overview", "sum(up)"),
                new Sample("", "slo", "Service level objectives & error budgets", "slo", "slo:burnrate <= 1"),
                new Sample("platform", "nodes", "Nodes", "infrastructure", "node_load1"),
                new Sample(
                        "platform", "cluster", "Cluster <capacity>", "infrastructure", "sum by (node) (kube_pod_info)"),
                new Sample("platform", "ingress", "Ingress", "network", "rate(nginx_ingress_requests[5m])"),
                new Sample("databases", "postgres", "PostgreSQL", "database", "pg_stat_activity_count"),
                new Sample("databases", "redis", "Redis", "database", "redis_memory_used_bytes"),
                new Sample(
                        "services",
                        "checkout",
                        "Checkout",
                        "service",
                        "rate(http_requests_total{service=\"checkout\"}[5m])"),
                new Sample("services", "payments", "Zahlungen – Übersicht ✓", "service", "payments_total"),
                new Sample(
                        "services",
                        "search",
                        "Search 検索",
                        "service",
                        "histogram_quantile(0.99, search_seconds_bucket)"));
    }

    private static String model(Sample sample) {
        String target = new Fields()
                .raw("datasource", "{\"type\":\"prometheus\",\"uid\":\"prom\"}")
                .add("expr", sample.expression())
                .add("refId", "A")
                .toString();
        String panel = new Fields()
                .add("id", 1)
                .add("type", "timeseries")
                .add("title", sample.title())
                .raw("gridPos", "{\"h\":8,\"w\":12,\"x\":0,\"y\":0}")
                .raw("datasource", "{\"type\":\"prometheus\",\"uid\":\"prom\"}")
                .raw("fieldConfig", "{\"defaults\":{\"max\":1.0,\"min\":0,\"unit\":\"short\"},\"overrides\":[]}")
                .raw("targets", "[" + target + "]")
                .toString();
        String requests =
                "{\"id\":4,\"type\":\"table\",\"title\":\"Requests\",\"gridPos\":{\"h\":8,\"w\":12,\"x\":12,\"y\":0},"
                        + "\"datasource\":{\"type\":\"grafana-testdata-datasource\",\"uid\":\"testdata\"},\"targets\":[{\"refId\":"
                        + "\"A\",\"scenarioId\":\"random_walk\",\"labels\":\"cluster=$cluster\"}]}";
        String variable = "{\"name\":\"cluster\",\"type\":\"custom\",\"query\":\"prod,staging\",\"multi\":true,"
                + "\"includeAll\":true,\"current\":{\"text\":[\"prod\"],\"value\":[\"prod\"]},\"options\":[]}";
        return new Fields()
                .add("uid", sample.uid())
                .add("title", sample.title())
                .raw("tags", Fields.strings(List.of(sample.tag(), "demo")))
                .add("schemaVersion", 39)
                .add("timezone", "browser")
                .raw("time", "{\"from\":\"now-6h\",\"to\":\"now\"}")
                .raw("templating", "{\"list\":[" + variable + "]}")
                .raw("panels", "[" + panel + "," + requests + "]")
                .toString();
    }

    /** Makes a dashboard whose numbers a client that reads them as doubles loses, with fields nobody knows. */
    private static String spellings() {
        return "{\"uid\":\"spellings\",\"title\":\"Spellings <b>&amp; 数\",\"schemaVersion\":39,\"tags\":[\"demo\"],"
                + "\"panels\":[{\"id\":1,\"type\":\"stat\",\"title\":\"1.0 is not 1\",\"thresholds\":[1.0,1e3,-0.0,1E-7,"
                + "12345678901234567890,0.1234567890123456789012345]}],\"x-unknown\":{\"b\":[],\"a\":{},\"n\":null},"
                + "\"ünïcode\":\"a\\u0000b\\u2028c 😀\"}";
    }

    private static String sharedPanel() {
        return "{\"uid\":\"shared-panel\",\"title\":\"Shared panel\",\"schemaVersion\":39,\"tags\":[\"demo\"],\"panels\":["
                + "{\"id\":1,\"gridPos\":{\"h\":4,\"w\":12,\"x\":0,\"y\":0},\"libraryPanel\":{\"name\":\"Uptime\","
                + "\"uid\":\"uptime\"},\"title\":\"Uptime\"}]}";
    }

    private void dataSources() {
        synchronized (org) {
            org.dataSources()
                    .add(Json.members(
                            "{\"uid\":\"prom\",\"name\":\"Prometheus\",\"type\":\"prometheus\",\"access\":\"proxy\","
                                    + "\"url\":\"http://prometheus:9090\",\"basicAuth\":true,\"basicAuthUser\":\"grafana\","
                                    + "\"isDefault\":true,\"jsonData\":{\"httpMethod\":\"POST\",\"timeInterval\":\"30s\"},"
                                    + "\"secureJsonData\":{\"basicAuthPassword\":\"not-for-your-eyes\"}}"));
            org.dataSources()
                    .add(Json.members("{\"uid\":\"testdata\",\"name\":\"TestData\",\"type\":"
                            + "\"grafana-testdata-datasource\",\"access\":\"proxy\",\"jsonData\":{}}"));
        }
    }

    private void libraryPanel() {
        Members model = Json.members("{\"type\":\"stat\",\"title\":\"Uptime\",\"datasource\":{\"type\":\"prometheus\","
                + "\"uid\":\"prom\"},\"targets\":[{\"expr\":\"time() - process_start_time_seconds\",\"refId\":\"A\"}],"
                + "\"options\":{\"max\":1.0}}");
        synchronized (org) {
            org.library().put("uptime", "Uptime", world.flavour().nestedFolders() ? "services" : "", model, "admin");
        }
    }

    private void alerting() {
        Alerting alerting = org.alerting();
        String query =
                "{\"refId\":\"A\",\"relativeTimeRange\":{\"from\":600,\"to\":0},\"datasourceUid\":\"prom\",\"model\":"
                        + "{\"expr\":\"up == 0\",\"refId\":\"A\"}}";
        synchronized (org) {
            alerting.put(Alerting.Kind.ALERT_RULE, "target-down", """
                    {"uid":"target-down","title":"Target down","folderUID":"platform","ruleGroup":"availability",\
                    "condition":"A","for":"5m","noDataState":"NoData","execErrState":"Error","isPaused":false,\
                    "labels":{"severity":"page"},"annotations":{"summary":"A target is down"},"data":[QUERY]}""".replace("QUERY", query));
            alerting.put(Alerting.Kind.CONTACT_POINT, "on-call", """
                    {"uid":"on-call","name":"On call","type":"webhook","disableResolveMessage":false,"settings":\
                    {"url":"https://hooks.example.com/alerts","username":"grafana","password":"hook-secret"}}""");
            alerting.put(Alerting.Kind.MUTE_TIMING, "Weekends", """
                    {"name":"Weekends","time_intervals":[{"weekdays":["saturday","sunday"]}]}""");
            alerting.put(Alerting.Kind.TEMPLATE, "short", """
                    {"name":"short","template":"{{ define \\"short\\" }}{{ .CommonLabels.alertname }}{{ end }}"}""");
            alerting.put(Alerting.Kind.POLICY, "", """
                    {"receiver":"On call","group_by":["grafana_folder","alertname"],"routes":[]}""");
        }
    }
}
