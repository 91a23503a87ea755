package io.grafanakeeper.sandbox.grafana;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Answers what all groups of the Kubernetes-style API have in common: discovery, pages of whole objects, refusals. */
final class ResourcePages<T> {
    private static final int PAGE = 500;

    private final String kind;
    private final String apiVersion;
    private final Function<T, String> name;
    private final Function<T, Content> object;

    ResourcePages(String kind, String apiVersion, Function<T, String> name, Function<T, Content> object) {
        this.kind = kind;
        this.apiVersion = apiVersion;
        this.name = name;
        this.object = object;
    }

    /** Names the versions of a group, the preferred one first. */
    static Fields discovery(String group, List<String> versions) {
        return new Fields()
                .add("kind", "APIGroup")
                .add("apiVersion", "v1")
                .add("name", group)
                .raw(
                        "versions",
                        Fields.array(versions.stream()
                                .map(version -> version(group, version))
                                .toList()))
                .add("preferredVersion", version(group, versions.get(0)));
    }

    private static Fields version(String group, String version) {
        return new Fields().add("groupVersion", group + "/" + version).add("version", version);
    }

    /** Refuses an address of another version or of another organisation. */
    static void demand(Call call, List<String> versions) {
        if (!versions.contains(call.variable("version"))
                || !call.variable("namespace").equals(Resources.namespace(call.org()))) {
            throw new Refused(status(404, "NotFound", "the server could not find the requested resource", "", "", ""));
        }
    }

    /** Lists whole objects in the order of their names; the continue token is the last name, so that none is skipped. */
    Answer list(Collection<T> all, Call call) {
        int limit = limit(call);
        String after = decoded(call.query().first("continue"));
        List<T> rest = all.stream()
                .filter(one -> name.apply(one).compareTo(after) > 0)
                .sorted(Comparator.comparing(name))
                .toList();
        List<T> page = rest.subList(0, Math.min(limit, rest.size()));
        Fields metadata = new Fields().add("resourceVersion", "1785186153918940");
        if (rest.size() > page.size()) {
            metadata.add("continue", encoded(name.apply(page.get(page.size() - 1))));
            metadata.add("remainingItemCount", rest.size() - page.size());
        }
        return page(kind, apiVersion, metadata, page.stream().map(object).toList());
    }

    /** Returns how many objects a page may hold. */
    static int limit(Call call) {
        return Math.min(PAGE, call.query().positive("limit", PAGE));
    }

    /** Answers a page of objects. */
    static Answer page(String kind, String apiVersion, Fields metadata, List<Content> objects) {
        String head = new Fields()
                .add("kind", kind + "List")
                .add("apiVersion", apiVersion)
                .add("metadata", metadata)
                .toString();
        Content content = new Content().add(head.substring(0, head.length() - 1) + ",\"items\":[");
        for (int i = 0; i < objects.size(); i++) {
            content.add(i == 0 ? "" : ",").add(objects.get(i));
        }
        return new Answer(200, Answer.JSON, content.add("]}\n"));
    }

    static String encoded(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(status(400, "BadRequest", "continue key is not valid", "", "", ""));
        }
    }

    static Answer status(int code, String reason, String message, String name, String group, String plural) {
        Fields status = new Fields()
                .add("kind", "Status")
                .add("apiVersion", "v1")
                .raw("metadata", "{}")
                .add("status", "Failure")
                .add("message", message)
                .add("reason", reason);
        if (!name.isEmpty()) {
            status.add(
                    "details",
                    new Fields().add("name", name).add("group", group).add("kind", plural));
        }
        return Answer.json(code, status.add("code", code) + "\n");
    }
}
