package io.grafanakeeper.sandbox.grafana;

/** Answers what the server tells about itself. */
final class About {
    private About() {}

    static void routes(Router router, Flavour flavour) {
        router.get("/api/health", Router.Access.ANYONE, call -> health(flavour));
        router.get("/api/frontend/settings", Router.Access.SIGNED_IN, call -> settings(call, flavour));
    }

    private static Answer health(Flavour flavour) {
        String text = flavour.atLeast(11)
                ? "{\n  \"database\": \"ok\",\n  \"version\": \"" + flavour.version()
                        + "\",\n  \"commit\": \"unknown-dev\"\n}"
                : "{\n  \"commit\": \"6130ba8b4c\",\n  \"database\": \"ok\",\n  \"version\": \"" + flavour.version()
                        + "\"\n}";
        return new Answer(200, Answer.JSON_UPPER, Content.of(text));
    }

    private static Answer settings(Call call, Flavour flavour) {
        Fields build = new Fields()
                .add("commit", "6130ba8b4c")
                .add("edition", "Open Source")
                .add("env", "production")
                .add("isEnterprise", false)
                .add("version", flavour.version());
        Fields settings = new Fields()
                .add("allowOrgCreate", call.principal().serverAdmin())
                .add("appSubUrl", "")
                .add("buildInfo", build);
        return new Answer(200, Answer.JSON_UPPER, Content.of(settings.toString()));
    }
}
