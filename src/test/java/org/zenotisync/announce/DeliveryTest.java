package org.zenotisync.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.checkpoint.EventLease;
import org.zenotisync.checkpoint.Outbox;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.checkpoint.OutboxEvent;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.ControlTableMaker;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseSetup;
import org.zenotisync.warehouse.Warehouses;

/** The rules of the delivery, with a clock that the test moves and a real outbox. */
class DeliveryTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private final MovedClock clock = new MovedClock();
    private SyncHarness harness;
    private Outbox outbox;
    private EventLease lease;
    private Delivery delivery;
    private int events;

    @BeforeEach
    void makeOutbox() throws SQLException {
        Path database = folder.resolve("target.duckdb");
        harness = new SyncHarness(S3.client(), "rules-of-delivery", database, Map.of());
        String url = "jdbc:duckdb:" + database;
        Warehouse warehouse = Warehouses.of(url).warehouse(new WarehouseSetup(null, Map.of(), true, null, null));
        outbox = new Outbox(warehouse, OutboxChannel.EVENTS, clock);
        lease = new EventLease(warehouse, OutboxChannel.EVENTS, clock);
        Jdbc.run(harness.dataSource(), connection -> new ControlTableMaker(warehouse)
                .make(connection, List.of(outbox, lease)));
        delivery = newDelivery();
    }

    private Delivery newDelivery() {
        return new Delivery(harness.dataSource(), outbox, lease, Duration.ofDays(7), clock);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void aPassIsDueAtTheStartThenWhenWokenOrAfterAQuarterOfAnHour() throws SQLException {
        assertThat(delivery.isDue()).isTrue();
        assertThat(delivery.begin()).isEmpty();
        delivery.end();
        assertThat(delivery.isDue()).isFalse();
        delivery.wake();
        assertThat(delivery.isDue()).isTrue();
        assertThat(delivery.begin()).isEmpty();
        delivery.end();
        clock.move(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(delivery.isDue()).isFalse();
        clock.move(Duration.ofSeconds(1));
        assertThat(delivery.isDue()).isTrue();
    }

    @Test
    void lanesComeByTheirOldestEvent() throws SQLException {
        add("b");
        add("a");
        add("b");
        assertThat(delivery.begin()).containsExactly("b", "a");
        assertThat(delivery.status().undelivered()).isEqualTo(3);
        assertThat(delivery.status().oldest()).contains(clock.instant());
    }

    @Test
    void oneDeliversAtATimeAndTheLeaseOfAKilledOneEnds() throws SQLException {
        add("a");
        Delivery other = newDelivery();
        assertThat(delivery.begin()).containsExactly("a");
        assertThat(other.begin()).isEmpty();
        other.end();
        assertThat(other.isDue()).isFalse();
        clock.move(Duration.ofSeconds(1));
        assertThat(other.isDue()).isTrue();
        assertThat(other.begin()).isEmpty();
        other.end();
        clock.move(Duration.ofMinutes(2));
        assertThat(other.begin()).containsExactly("a");
        assertThat(delivery.mayContinue()).as("its lease is over").isFalse();
        other.end();
        assertThat(delivery.begin()).as("the lease was given back").containsExactly("a");
    }

    @Test
    void aPassExtendsItsLease() throws SQLException {
        add("a");
        assertThat(delivery.begin()).containsExactly("a");
        for (int i = 0; i < 10; i++) {
            clock.move(Duration.ofSeconds(30));
            assertThat(delivery.mayContinue()).isTrue();
        }
        assertThat(newDelivery().begin()).isEmpty();
    }

    @Test
    void threeLanesThatFailInSuccessionEndThePass() throws SQLException {
        for (String lane : new String[] {"a", "b", "c", "d"}) {
            add(lane);
        }
        assertThat(delivery.begin()).hasSize(4);
        delivery.failed("a", "down");
        delivery.failed("b", "down");
        assertThat(delivery.mayContinue()).isTrue();
        delivery.failed("c", "down");
        assertThat(delivery.mayContinue()).isFalse();
        delivery.end();
        delivery.wake();
        assertThat(delivery.isDue()).as("new events do not shorten the wait").isFalse();
        assertThat(delivery.status().text().orElseThrow())
                .isEqualTo("4 events not delivered to the endpoint of zenoti.events.to, the first of "
                        + "2026-11-29T00:00:00Z: down");
        clock.move(Duration.ofSeconds(1));
        assertThat(delivery.isDue()).isTrue();

        // the endpoint refuses three tables only: the others come before them, however old their events are
        assertThat(delivery.begin()).containsExactly("d", "a", "b", "c");
        deliverAll("d");
        delivery.failed("a", "refused");
        delivery.failed("b", "refused");
        delivery.failed("c", "refused");
        delivery.end();
        add("d");
        delivery.wake();
        assertThat(delivery.isDue()).as("a success ends the wait").isTrue();
        assertThat(delivery.begin()).containsExactly("d");
        deliverAll("d");
        delivery.end();
        clock.move(Duration.ofSeconds(2));
        add("e");
        assertThat(delivery.begin()).containsExactly("e", "a", "b", "c");
    }

    @Test
    void lanesThatHaveFailedMoreOftenComeLater() throws SQLException {
        for (String lane : new String[] {"a", "b", "c"}) {
            add(lane);
        }
        assertThat(delivery.begin()).containsExactly("a", "b", "c");
        delivery.failed("a", "refused");
        deliverAll("c");
        delivery.end();
        clock.move(Duration.ofSeconds(1));
        assertThat(delivery.begin()).containsExactly("b", "a");
        delivery.failed("b", "refused");
        delivery.failed("a", "refused");
        delivery.end();
        clock.move(Duration.ofSeconds(2));
        assertThat(delivery.begin()).as("b has failed once").containsExactly("b", "a");
    }

    @Test
    void aFailedLaneWaitsWhileOthersAreDelivered() throws SQLException {
        add("a");
        add("b");
        assertThat(delivery.begin()).containsExactly("a", "b");
        delivery.failed("a", "refused");
        deliverAll("b");
        delivery.end();
        assertThat(delivery.isDue()).isTrue();
        assertThat(delivery.begin()).as("a waits").isEmpty();
        delivery.end();
        assertThat(delivery.isDue()).isFalse();
        add("b");
        delivery.wake();
        assertThat(delivery.isDue()).isTrue();
        assertThat(delivery.begin()).containsExactly("b");
        deliverAll("b");
        delivery.end();
        clock.move(Duration.ofSeconds(1));
        assertThat(delivery.begin()).containsExactly("a");
    }

    /** As if a route had ended without an error and without the steps that follow. */
    @Test
    void anEventThatWasBegunAndHasNoEndCountsAsFailed() throws SQLException {
        add("a");
        add("b");
        assertThat(delivery.begin()).containsExactly("a", "b");
        assertThat(delivery.mayContinue("a")).isTrue();
        delivery.begun("a");
        assertThat(delivery.mayContinue("a")).as("the next event of a waits").isFalse();
        assertThat(delivery.mayContinue()).isTrue();
        assertThat(delivery.status().failed()).isEqualTo(1);
        assertThat(delivery.mayContinue("b")).isTrue();
        delivery.begun("b");
        delivery.end();
        assertThat(delivery.status().failed()).isEqualTo(2);
        assertThat(delivery.status().text().orElseThrow())
                .endsWith(": its delivery has ended without a failure, and without the removal of the event");
        delivery.wake();
        assertThat(delivery.isDue()).as("it is not tried for ever every second").isFalse();
    }

    @Test
    void eventsAreDiscardedByTheirAge() throws SQLException {
        add("a");
        clock.move(Duration.ofDays(6));
        add("a");
        clock.move(Duration.ofDays(1).plusSeconds(1));
        assertThat(delivery.begin()).containsExactly("a");
        assertThat(delivery.status().undelivered()).isEqualTo(1);
        assertThat(delivery.status().discarded()).isEqualTo(1);
        assertThat(delivery.status().oldestAge(clock.instant()))
                .isEqualTo(Duration.ofDays(1).plusSeconds(1));
    }

    @Test
    void awaitEndsWithAnEmptyOutboxOnly() throws Exception {
        add("a");
        Thread passes = new Thread(() -> {
            try {
                delivery.begin();
                delivery.failed("a", "down");
                delivery.end();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        passes.start();
        assertThat(delivery.await(Duration.ofMillis(500))).isFalse();
        passes.join();
        deliverAll("a");
        Thread empty = new Thread(() -> {
            try {
                Thread.sleep(200);
                delivery.begin();
                delivery.end();
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        empty.start();
        assertThat(delivery.await(Duration.ofSeconds(20))).isTrue();
        empty.join();
    }

    private void add(String lane) throws SQLException {
        events++;
        OutboxEvent event = new OutboxEvent("event-" + events, lane, "type", "{}");
        Jdbc.run(harness.dataSource(), connection -> outbox.add(connection, event));
    }

    private void deliverAll(String lane) throws SQLException {
        Jdbc.run(
                harness.dataSource(),
                connection -> Jdbc.update(connection, "DELETE FROM zenoti_sync_event WHERE lane = ?", lane));
        delivery.delivered(lane);
    }

    /** Stands still until it is moved. */
    private static final class MovedClock extends Clock {

        private Instant now = Instant.parse("2026-11-29T00:00:00Z");

        void move(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
