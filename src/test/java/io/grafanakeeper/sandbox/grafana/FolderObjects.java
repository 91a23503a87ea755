package io.grafanakeeper.sandbox.grafana;

import java.util.List;

/** Answers the listing of the Kubernetes-style API of folders, {@code /apis/folder.grafana.app}. */
final class FolderObjects {
    private static final String GROUP = "folder.grafana.app";

    private FolderObjects() {}

    static void routes(Router router, Flavour flavour) {
        List<String> versions = flavour.atLeast(13) ? List.of("v1", "v1beta1") : List.of("v1beta1");
        Router.Access access = Router.Access.SIGNED_IN;
        router.get("/apis/" + GROUP, access, call -> Answer.ok(ResourcePages.discovery(GROUP, versions) + "\n"));
        router.get("/apis/" + GROUP + "/:version/namespaces/:namespace/folders", access, call -> {
            ResourcePages.demand(call, versions);
            String apiVersion = GROUP + "/" + call.variable("version");
            return new ResourcePages<>(
                            "Folder", apiVersion, Folder::uid, (Folder one) -> object(one, apiVersion, call.org()))
                    .list(call.org().folders().all(), call);
        });
    }

    private static Content object(Folder folder, String apiVersion, Org org) {
        Fields annotations = new Fields()
                .add("grafana.app/createdBy", "user:1")
                .addIf(!folder.parent().isEmpty(), "grafana.app/folder", folder.parent());
        Fields labels = new Fields().add("grafana.app/deprecatedInternalID", Long.toString(folder.id()));
        Fields metadata = new Fields()
                .add("name", folder.uid())
                .add("namespace", Resources.namespace(org))
                .add("resourceVersion", "1")
                .add("generation", folder.version())
                .add("creationTimestamp", World.seconds(folder.created()))
                .add("labels", labels)
                .add("annotations", annotations);
        return Content.of(new Fields()
                .add("kind", "Folder")
                .add("apiVersion", apiVersion)
                .add("metadata", metadata)
                .add("spec", new Fields().add("title", folder.title()).add("description", ""))
                .add("status", new Fields())
                .toString());
    }
}
