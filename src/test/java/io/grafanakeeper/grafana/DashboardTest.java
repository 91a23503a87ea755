package io.grafanakeeper.grafana;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.grafana.DashboardsApi.FolderRef;
import org.junit.jupiter.api.Test;

class DashboardTest {
    @Test
    void isNeverTakenForBeingInAFolderOfUnknownNumber() {
        Dashboard inTheRoot = new Dashboard(meta().put("folderId", 0), meta());
        assertFalse(inTheRoot.isIn(new FolderRef("a", 0)));
        assertTrue(inTheRoot.isIn(null));
        assertTrue(new Dashboard(meta().put("folderId", 7), meta()).isIn(new FolderRef("a", 7)));
        assertTrue(new Dashboard(meta().put("folderUid", "a").put("folderId", 0), meta()).isIn(new FolderRef("a", 0)));
    }

    private static ObjectNode meta() {
        return JsonNodeFactory.instance.objectNode();
    }
}
