package org.zenotisync.announce;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.EventLease;
import org.zenotisync.checkpoint.Outbox;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.checkpoint.OutboxEvent;
import org.zenotisync.model.Quantity;
import org.zenotisync.warehouse.Jdbc;

/**
 * The rules of the delivery. One process delivers at a time: it holds a lease during a pass. In a pass each lane is
 * delivered in order; a failure ends only its lane. If several lanes fail one after the other, the endpoint counts as
 * dead and the pass ends. What has failed is tried again later, and later each time. Lanes that have not failed come
 * first, so that a few that the endpoint refuses do not hold the others.
 */
public final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** How long others wait for a process that was killed; longer than an endpoint takes for one event. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration EXTEND_LEASE_AFTER = Duration.ofSeconds(20);

    /**
     * Events that other processes have written and could not deliver are looked for so often, and after each cycle. On
     * Redshift, each look costs.
     */
    private static final Duration LOOK_EVERY = Duration.ofMinutes(15);

    /** While another process delivers, or a lane waits after a failure. */
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    /** So many lanes that fail one after the other show that the endpoint is dead. */
    private static final int LANES_OF_DEAD_ENDPOINT = 3;

    private final DataSource dataSource;
    private final Outbox outbox;
    private final EventLease lease;
    private final Duration keep;
    private final Clock clock;
    private final String holder = UUID.randomUUID().toString();
    private final Map<String, Backoff> failedLanes = new HashMap<>();

    /** Counts the times when there may have been new events. */
    private final AtomicLong woken = new AtomicLong();

    private final Object doneLock = new Object();

    /** Everything that was written before this number was counted is delivered. */
    private long doneUpTo;

    private volatile DeliveryStatus status;

    // only the thread that delivers uses the following ones
    private Backoff pause = new Backoff();
    private Instant nextLook = Instant.MIN;
    private long seenUpTo;
    private Instant claimedAt = Instant.MIN;
    private boolean hasLease;
    private int failedInSuccession;
    private int deliveredInPass;
    private boolean isNothingLeft;

    /** The lane whose event is on its way. */
    private Optional<String> begunLane = Optional.empty();

    /**
     * @param keep older events are discarded
     * @param clock in UTC
     */
    public Delivery(DataSource dataSource, Outbox outbox, EventLease lease, Duration keep, Clock clock) {
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.lease = lease;
        this.keep = keep;
        this.clock = clock;
        this.status = DeliveryStatus.none(outbox.channel());
    }

    /** What is delivered. */
    public OutboxChannel channel() {
        return outbox.channel();
    }

    /** Notes that there may be new events, which the next pass delivers. */
    public void wake() {
        woken.incrementAndGet();
    }

    /** Whether a pass is due; does not ask the target. */
    public boolean isDue() {
        Instant now = clock.instant();
        return pause.isOver(now) && (woken.get() > seenUpTo || !now.isBefore(nextLook));
    }

    /** How it stands. */
    public DeliveryStatus status() {
        return status;
    }

    /**
     * Begins a pass.
     *
     * @return the lanes that are to be delivered now; none if another process delivers
     */
    public List<String> begin() throws SQLException {
        failedInSuccession = 0;
        deliveredInPass = 0;
        isNothingLeft = false;
        nextLook = clock.instant().plus(SHORT_WAIT);
        seenUpTo = woken.get();
        Look look = Jdbc.inTransaction(dataSource, this::look);
        if (look.discarded() > 0) {
            noteDiscarded(look.discarded());
        }
        List<Outbox.Waiting> waiting = look.waiting();
        status = status.seen(
                waiting.stream().mapToLong(Outbox.Waiting::events).sum(),
                waiting.stream().map(Outbox.Waiting::oldest).min(Instant::compareTo));
        isNothingLeft = waiting.isEmpty();
        if (isNothingLeft || !claim()) {
            return List.of();
        }
        Instant now = clock.instant();
        return waiting.stream()
                .map(Outbox.Waiting::lane)
                .filter(lane -> isOver(lane, now))
                .sorted(Comparator.comparingInt(this::failures))
                .toList();
    }

    private int failures(String lane) {
        Backoff failed = failedLanes.get(lane);
        return failed == null ? 0 : failed.failures();
    }

    private boolean isOver(String lane, Instant now) {
        Backoff failed = failedLanes.get(lane);
        return failed == null || failed.isOver(now);
    }

    /** The lanes that wait, and how many events were too old to wait any longer. */
    private record Look(List<Outbox.Waiting> waiting, long discarded) {}

    private Look look(Connection connection) throws SQLException {
        if (!outbox.exists(connection)) {
            return new Look(List.of(), 0);
        }
        List<Outbox.Waiting> waiting = outbox.waiting(connection);
        Instant cutOff = clock.instant().minus(keep);
        if (waiting.stream().noneMatch(lane -> lane.oldest().isBefore(cutOff))) {
            return new Look(waiting, 0);
        }
        long discarded = outbox.expire(connection, cutOff);
        return new Look(outbox.waiting(connection), discarded);
    }

    /** When they are gone for good: the transaction may be done again. */
    private void noteDiscarded(long discarded) {
        status = status.plusDiscarded(discarded);
        LOG.warn(
                "{} discarded: it could not be delivered to the endpoint of {} within zenoti.events.keep{}",
                Quantity.of(discarded, channel().noun()),
                channel().setting(),
                status.problem()
                        .map(problem -> "; the last problem: " + problem)
                        .orElse(""));
    }

    private boolean claim() throws SQLException {
        hasLease = Jdbc.inTransaction(dataSource, connection -> lease.claim(connection, holder, LEASE));
        claimedAt = clock.instant();
        return hasLease;
    }

    /** Whether the pass goes on: this process still has the lease, and the endpoint is not dead. */
    public boolean mayContinue() throws SQLException {
        if (failedInSuccession >= LANES_OF_DEAD_ENDPOINT) {
            return false;
        }
        return claimedAt.plus(EXTEND_LEASE_AFTER).isAfter(clock.instant()) ? hasLease : claim();
    }

    /**
     * Whether the pass goes on, and the next event of a lane may be sent: none of this lane has failed before it.
     *
     * @param lane that is being delivered
     */
    public boolean mayContinue(String lane) throws SQLException {
        failIfBegun();
        return isOver(lane, clock.instant()) && mayContinue();
    }

    /** Notes that an event of a lane is about to be sent; {@link #delivered} or {@link #failed} follows. */
    public void begun(String lane) {
        begunLane = Optional.of(lane);
    }

    /** An event that was sent without an answer would otherwise be sent for ever, and nobody would know. */
    private void failIfBegun() {
        begunLane.ifPresent(lane -> failed(
                lane,
                "its delivery has ended without a failure, and without the removal of the "
                        + channel().noun()));
    }

    /** Notes that an event is delivered and removed. */
    public void delivered(String lane) {
        begunLane = Optional.empty();
        failedLanes.remove(lane);
        failedInSuccession = 0;
        deliveredInPass++;
        status = status.plusDelivered();
    }

    /**
     * Notes that the first event of a lane could not be delivered, or not be removed.
     *
     * @param problem why, without secrets
     */
    public void failed(String lane, String problem) {
        begunLane = Optional.empty();
        Backoff ofLane = failedLanes.computeIfAbsent(lane, any -> new Backoff());
        if (ofLane.isFirst()) {
            LOG.warn(
                    "The next {} of {} is not delivered; it is tried again: {}",
                    channel().noun(),
                    of(lane),
                    problem);
        } else {
            LOG.debug("The next {} of {} is still not delivered: {}", channel().noun(), of(lane), problem);
        }
        ofLane.failed(clock.instant());
        failedInSuccession++;
        status = status.plusFailed(problem);
    }

    private static String of(String lane) {
        return OutboxEvent.NO_TABLE.equals(lane) ? "the sync" : lane;
    }

    /**
     * Notes that the outbox cannot be read.
     *
     * @param problem why, without secrets
     */
    public void notRead(String problem) {
        if (pause.isFirst()) {
            LOG.warn(
                    "Nothing is sent to the endpoint of {}, because it cannot be read from the target: {}",
                    channel().setting(),
                    problem);
        }
        failedInSuccession++;
        status = status.plusFailed(problem);
    }

    /** Ends a pass. */
    public void end() {
        failIfBegun();
        Instant now = clock.instant();
        if (failedInSuccession > 0 && deliveredInPass == 0) {
            pause.failed(now);
        } else if (isNothingLeft || deliveredInPass > 0) {
            pause = new Backoff();
        }
        if (isNothingLeft) {
            failedLanes.clear();
            nextLook = now.plus(LOOK_EVERY);
            done();
        } else if (deliveredInPass > 0) {
            // looks for what has come in the meantime
            nextLook = now;
        } else {
            nextLook = failedLanes.values().stream()
                    .map(Backoff::until)
                    .min(Instant::compareTo)
                    .filter(until -> until.isAfter(nextLook))
                    .orElse(nextLook);
        }
        if (hasLease) {
            hasLease = false;
            release();
        }
    }

    private void done() {
        synchronized (doneLock) {
            doneUpTo = seenUpTo;
            doneLock.notifyAll();
        }
    }

    private void release() {
        try {
            Jdbc.runInTransaction(dataSource, connection -> lease.release(connection, holder));
        } catch (SQLException e) {
            LOG.debug("The lease of the delivery is not given back; it ends", e);
        }
    }

    /**
     * Waits until all events that were written before are delivered.
     *
     * @param most the longest time to wait
     * @return whether they are; false after that time
     */
    public boolean await(Duration most) throws InterruptedException {
        long upTo = woken.incrementAndGet();
        long end = System.nanoTime() + most.toNanos();
        synchronized (doneLock) {
            while (doneUpTo < upTo) {
                long rest = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (rest <= 0) {
                    return false;
                }
                doneLock.wait(rest);
            }
        }
        return true;
    }
}
