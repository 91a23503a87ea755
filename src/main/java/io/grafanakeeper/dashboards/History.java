package io.grafanakeeper.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Goes back in the history of one dashboard, in the way that it is kept. */
interface History {
    /**
     * Lists versions, newest first: {@code version}, {@code created}, {@code createdBy}, {@code message}, and {@code restoredFrom}
     * where it is one gone back to.
     */
    List<ObjectNode> list(int limit);

    /** Shows one version: the same, and the dashboard in {@code dashboard}. */
    ObjectNode read(long version);

    /** Saves an old version as the newest one; says the {@code action} and the {@code version} now. */
    ObjectNode restore(long version);
}
