package io.grafanakeeper.panels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives each query a refId of its own: {@code A}, {@code B}, … {@code Z}, {@code AA}, …, as Grafana does for those without. */
final class RefIds {
    private RefIds() {}

    static void fill(List<ObjectNode> targets) {
        Set<String> taken = new HashSet<>();
        targets.forEach(target -> taken.add(Expressions.refId(target)));
        Set<String> seen = new HashSet<>();
        int next = 0;
        for (ObjectNode target : targets) {
            String refId = Expressions.refId(target);
            if (refId.isEmpty() || !seen.add(refId)) {
                while (!taken.add(letters(next))) {
                    next++;
                }
                target.put("refId", letters(next));
            }
        }
    }

    private static String letters(int number) {
        String last = String.valueOf((char) ('A' + number % 26));
        return number < 26 ? last : letters(number / 26 - 1) + last;
    }
}
