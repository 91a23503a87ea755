package io.grafanakeeper.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lists folders through {@code GET /api/folders}, which gives one level at a time. */
public final class FoldersApi {
    /** How many folders a server gives at most for one request. */
    public static final int PAGE = 1000;

    private final GrafanaClient client;
    private volatile boolean flat;

    /** Creates the API of a client's Grafana. */
    public FoldersApi(GrafanaClient client) {
        this.client = client;
    }

    /**
     * Lists the folders directly inside a folder.
     *
     * <p>Grafana before 8 ignores {@code page}, so a page that brings nothing new ends the listing. Grafana before 11 ignores
     * {@code parentUid} and answers with the root's folders, the parent among them: that means that there are no nested ones.
     *
     * @param parentUid the folder, or empty for the root
     * @throws GrafanaException if any page cannot be read
     */
    public List<Folder> children(String parentUid) {
        if (flat && !parentUid.isEmpty()) {
            return List.of();
        }
        List<Folder> children = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int page = 1; ; page++) {
            List<Folder> found = page(parentUid, page);
            if (!parentUid.isEmpty()
                    && found.stream().anyMatch(folder -> folder.uid().equals(parentUid))) {
                // Nobody need ask about the other folders of this server.
                flat = true;
                return List.of();
            }
            List<Folder> fresh =
                    found.stream().filter(folder -> seen.add(folder.uid())).toList();
            children.addAll(fresh);
            if (fresh.isEmpty() || found.size() < PAGE) {
                return children;
            }
        }
    }

    /** Finds the folder of a uid. */
    public Optional<Folder> find(String uid) {
        try {
            return Optional.of(client.send(
                    Request.get("/api/folders/" + Query.segment(uid)), answer -> folder(answer.json(), "")));
        } catch (GrafanaException.NotFound e) {
            return Optional.empty();
        }
    }

    /** Finds the folder of a number, the only name that Grafana 7 gives a dashboard's folder. */
    public Optional<Folder> find(long id) {
        try {
            return Optional.of(client.send(Request.get("/api/folders/id/" + id), answer -> folder(answer.json(), "")));
        } catch (GrafanaException.NotFound e) {
            return Optional.empty();
        }
    }

    /**
     * Creates a folder with its uid.
     *
     * @param parentUid the folder to create it in, empty for the root
     * @return the folder's number on this server, 0 if the server gave none
     */
    public long create(String uid, String title, String parentUid) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("uid", uid).put("title", title);
        if (!parentUid.isEmpty()) {
            body.put("parentUid", parentUid);
        }
        return client.send(
                Request.put("POST", "/api/folders", body),
                answer -> answer.object().path("id").asLong());
    }

    /** Renames a folder, whatever version it has. */
    public void rename(String uid, String title) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("title", title).put("overwrite", true);
        client.send(Request.put("PUT", "/api/folders/" + Query.segment(uid), body), Answer::status);
    }

    /** Moves a folder into another one, empty for the root; since Grafana 11. */
    public void move(String uid, String parentUid) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("parentUid", parentUid);
        client.send(Request.put("POST", "/api/folders/" + Query.segment(uid) + "/move", body), Answer::status);
    }

    private List<Folder> page(String parentUid, int page) {
        String parent = parentUid.isEmpty() ? "" : "&parentUid=" + Query.segment(parentUid);
        return client.send(
                Request.get("/api/folders?limit=" + PAGE + "&page=" + page + parent),
                answer -> folders(answer, parentUid));
    }

    private static List<Folder> folders(Answer answer, String parentUid) throws IOException {
        if (!(answer.json() instanceof ArrayNode array)) {
            throw new IOException("not a JSON array");
        }
        List<Folder> folders = new ArrayList<>();
        for (JsonNode element : array) {
            folders.add(folder(element, parentUid));
        }
        return folders;
    }

    private static Folder folder(JsonNode element, String parentUid) throws IOException {
        if (!(element instanceof ObjectNode folder)
                || folder.path("uid").asText("").isEmpty()) {
            throw new IOException("a folder without a uid");
        }
        return new Folder(
                folder.path("uid").asText(),
                folder.path("id").asLong(),
                folder.path("title").asText(""),
                folder.path("parentUid").asText(parentUid),
                folder);
    }
}
