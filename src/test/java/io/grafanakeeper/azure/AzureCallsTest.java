package io.grafanakeeper.azure;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class AzureCallsTest {
    @Test
    void leavesAMistakeOfOurOwnAsItIs() {
        IllegalStateException mistake = new IllegalStateException("ours");
        for (Runnable call : new Runnable[] {
            () -> {
                throw mistake;
            },
            () -> Flux.just(1).toStream().forEach(each -> {
                throw mistake;
            })
        }) {
            assertSame(
                    mistake,
                    assertThrows(
                            IllegalStateException.class,
                            () -> AzureCalls.call("Blob Storage", "", () -> {
                                call.run();
                                return true;
                            })));
        }
    }
}
