package io.grafanakeeper.eventgrid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class GridEventTest {
    private static final Logger LOG = Logger.getLogger(GridEventTest.class.getName());

    @Test
    void leavesOutAloneWhatIsNotAnEventAmongEvents() {
        String delivery = "[1,{\"eventType\":\"One\"},null,{\"subject\":\"no type\"},[],{\"type\":\"Two\"}]";
        assertEquals(
                List.of("One", "Two"),
                GridEvent.parse(delivery, LOG).stream().map(GridEvent::type).toList());
    }

    @Test
    void ignoresADeliveryThatIsNoJson() {
        assertEquals(List.of(), GridEvent.parse("[{\"type\":\"One\"},", LOG));
    }
}
