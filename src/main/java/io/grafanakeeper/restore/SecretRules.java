package io.grafanakeeper.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.Item;
import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.inventory.Redaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides what becomes of items whose secrets Grafana does not give.
 *
 * <p>A data source keeps the secrets that an update does not name. Alerting knows no such update: a secret that is left out is
 * deleted, and the only text that Grafana would take for the stored one is its own mark, which a server that does not hold the
 * secret stores as the secret. So alerting is written with all its secrets or not at all.
 */
final class SecretRules {
    private final RestoreRequest request;
    private final Contents contents;

    SecretRules(RestoreRequest request, Contents contents) {
        this.request = request;
        this.contents = contents;
    }

    /** Tells whether the request gives secrets to an item that needs no other change. */
    boolean renews(Item item) {
        return !given(item).isEmpty();
    }

    /**
     * Returns the secrets that the request gives to an item, as names of Key Vault secrets by their names in Grafana. A uid does not
     * say of which kind it is, so alerting gets those only that the item has.
     */
    Map<String, String> given(Item item) {
        Map<String, String> asked = request.secrets().getOrDefault(item.uid(), Map.of());
        if (asked.isEmpty() || item.kind() == ItemKind.DATA_SOURCE) {
            return asked;
        }
        Map<String, String> given = new TreeMap<>(asked);
        given.keySet().retainAll(ItemWriter.isAlerting(item.kind()) ? needed(item) : List.of());
        return given;
    }

    /** Returns the step as it can be done with the secrets that the request gives. */
    Step apply(Step step) {
        if (!step.action().writes()) {
            return step;
        }
        Item item = step.item();
        List<String> missing = missing(item);
        if (!ItemWriter.isAlerting(item.kind())) {
            // Grafana keeps the secrets of a data source that is there; only one that is made anew has none.
            return step.action() == Action.UPDATE ? step : step.asking(missing);
        }
        if (missing.isEmpty()) {
            return step;
        }
        String names = String.join(", ", missing);
        return step.action() == Action.CREATE
                ? step.becomes(
                        Action.SKIPPED,
                        "it cannot be made without its secrets, which Grafana does not give: " + names
                                + "; name a Key Vault secret for each under secrets",
                        missing)
                : step.becomes(
                        Action.CONFLICT,
                        step.reason() + "; Grafana would delete its secrets with this update: " + names
                                + "; name a Key Vault secret for each under secrets",
                        missing);
    }

    private List<String> missing(Item item) {
        Set<String> given = given(item).keySet();
        return needed(item).stream().filter(name -> !given.contains(name)).toList();
    }

    private List<String> needed(Item item) {
        if (!item.secrets().isEmpty() || item.kind() != ItemKind.CONTACT_POINT) {
            return item.secrets();
        }
        // Backups of early versions hold the marks themselves, which only contact points have.
        return contents.read(item)
                .map(content -> content instanceof ObjectNode object ? Redaction.strip(object) : List.<String>of())
                .orElse(List.of());
    }
}
