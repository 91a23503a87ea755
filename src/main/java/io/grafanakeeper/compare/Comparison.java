package io.grafanakeeper.compare;

import java.util.List;

/**
 * Holds what came of a comparison.
 *
 * @param target the target's name
 * @param from the id of the backup that was compared
 * @param to the id of the backup it was compared with, or {@code live}
 * @param outcomes one a pair and one a failure, in the order of the answer
 */
record Comparison(String target, String from, String to, List<Outcome> outcomes) {}
