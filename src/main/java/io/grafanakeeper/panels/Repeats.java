package io.grafanakeeper.panels;

/** Refuses to ask a repeated panel for several values at once: Grafana asks it once for each, and shows a panel for each. */
final class Repeats {
    private Repeats() {}

    static void refuseSeveral(SavedPanel panel, Variables variables) {
        for (String name : panel.repeatedBy()) {
            Variable variable = variables.find(name);
            if (variable != null && isSeveral(variables.value(variable))) {
                throw new PanelException(panel.label() + " is repeated for each value of variable " + Shown.quote(name)
                        + "; give one in 'variables: { " + name + ": … }'");
            }
        }
    }

    private static boolean isSeveral(VariableValue value) {
        return value.values().size() > 1 || value.isAll();
    }
}
