package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists with three to a page from a server that pages by offset. */
class SearchApiTest {
    private final List<String> dashboards = new ArrayList<>();

    @Test
    void listsAllPagesOfASearch() {
        add(8);
        assertEquals(List.of("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7"), listed(path -> page(path)));
    }

    @Test
    void asksOncePastTheEndOfASinglePage() {
        add(2);
        try (ApiServer server = new ApiServer(this::page)) {
            new SearchApi(server.client(), 3).dashboards();
            assertEquals(
                    List.of("/api/search?type=dash-db&limit=3&page=1", "/api/search?type=dash-db&limit=3&page=2"),
                    server.asked());
        }
    }

    @Test
    void asksForFiveThousandAPage() {
        try (ApiServer server = new ApiServer(path -> "[]")) {
            new SearchApi(server.client()).dashboards();
            assertEquals(List.of("/api/search?type=dash-db&limit=5000&page=1"), server.asked());
        }
    }

    @Test
    void findsWhatADeletionBetweenTwoPagesHid() {
        add(8);
        assertEquals(8, listed(deletingBefore(2, "d0")).size());
    }

    @Test
    void findsWhatADeletionHidAfterTheOnlyFullPage() {
        add(4);
        assertEquals(4, listed(deletingBefore(2, "d0")).size());
    }

    @Test
    void goesOnAfterAShortPage() {
        assertEquals(
                List.of("a", "b", "c"),
                listed(path -> path.endsWith("page=1")
                        ? "[{\"uid\":\"a\"}]"
                        : path.endsWith("page=2") ? "[{\"uid\":\"b\"},{\"uid\":\"c\"}]" : "[]"));
    }

    @Test
    void endsAtAServerThatIgnoresThePage() {
        assertEquals(List.of("a", "b", "c"), listed(path -> "[{\"uid\":\"a\"},{\"uid\":\"b\"},{\"uid\":\"c\"}]"));
    }

    @Test
    void readsTheFolderOfAHit() {
        try (ApiServer server = new ApiServer(path -> path.endsWith("page=1")
                ? "[{\"uid\":\"a\",\"id\":1183340359860224,\"title\":\"A\",\"folderUid\":\"f\",\"folderTitle\":\"F\",\"x\":[{}]}]"
                : "[]")) {
            assertEquals(
                    List.of(new DashboardHit("a", 1183340359860224L, "A", "f", "F")),
                    List.copyOf(new SearchApi(server.client(), 3).dashboards().values()));
        }
    }

    @Test
    void failsWhenAnyPageFails() {
        add(8);
        assertThrows(
                GrafanaException.Forbidden.class, () -> listed(path -> path.endsWith("page=3") ? "403" : page(path)));
        assertThrows(GrafanaException.BadAnswer.class, () -> listed(path -> "{}"));
        assertThrows(GrafanaException.BadAnswer.class, () -> listed(path -> "[{\"title\":\"no uid\"}]"));
        assertThrows(GrafanaException.BadAnswer.class, () -> listed(path -> "[{\"uid\":\"a\"}"));
    }

    private void add(int count) {
        IntStream.range(0, count).forEach(i -> dashboards.add("d" + i));
    }

    private java.util.function.Function<String, String> deletingBefore(int page, String uid) {
        return path -> {
            if (path.endsWith("page=" + page)) {
                dashboards.remove(uid);
            }
            return page(path);
        };
    }

    private String page(String path) {
        int page = Integer.parseInt(path.substring(path.lastIndexOf('=') + 1));
        return dashboards.stream()
                .skip((page - 1) * 3L)
                .limit(3)
                .map(uid -> "{\"uid\":\"" + uid + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static List<String> listed(java.util.function.Function<String, String> answers) {
        try (ApiServer server = new ApiServer(answers)) {
            return new SearchApi(server.client(), 3)
                    .dashboards().keySet().stream().sorted().toList();
        }
    }
}
