package org.zenotisync.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncEventsTest {

    @Test
    void aSubscriberThatFailsKeepsNothingFromTheOthers() {
        List<SyncEvent> heard = new ArrayList<>();
        SyncEvents events = new SyncEvents(List.of(
                event -> {
                    throw new IllegalStateException("broken");
                },
                heard::add));
        SyncEvent event = new SyncEvent.TableEnded("bi_dimx");

        events.publish(event);

        assertThat(heard).containsExactly(event);
    }
}
