package io.grafanakeeper.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HeapTest {
    @Test
    void findsTheHighestUseBeforeAndAfterCollections() {
        Heap.Use use = Heap.use(List.of(
                "[0.013s][info][gc] Using G1",
                "[0.461s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 61M->21M(128M) 3.824ms",
                "[0.684s][info][gc] GC(1) Concurrent Mark Cycle 25.471ms",
                "[0.684s][info][gc] GC(1) Pause Remark 70M->40M(128M) 25.471ms",
                "[9.999s][info][gc] GC(3) Pause Full (G1 Compaction Pause) 69M->8M(110M) 15.124ms"));
        assertEquals(new Heap.Use(3, 70, 40), use);
    }

    @Test
    void saysThatNothingWasCollected() {
        assertEquals(new Heap.Use(0, 0, 0), Heap.use(List.of("[0.013s][info][gc] Using G1")));
    }
}
