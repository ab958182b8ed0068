package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes from loading some targets, and from making or changing any table, while these are changed by
 * statements that the database commits one by one ({@link Ddl#isTransactional}): each commit ends the locks of its own
 * transaction, so a transaction of another connection has them, from before the first statement until it is known what
 * the tables are. A process that dies loses that connection, and the locks with it.
 *
 * <p>The other connection belongs to a thread of its own, since the caller's may be in a transaction that every
 * connection of the thread joins.
 */
public final class HeldTargets implements AutoCloseable {

    /** A server may end a transaction that does nothing for long. */
    private static final long SECONDS_BETWEEN_SIGNS = 30;

    private final List<String> targets;
    private final ScheduledExecutorService thread;
    private @Nullable Connection connection;
    private volatile boolean isLost;

    private HeldTargets(List<String> targets) {
        this.targets = targets;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "zenoti-held-targets");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** Whether locks of the transaction itself would end with its first statement, and another one can have them. */
    public static boolean areNeeded(Warehouse warehouse) {
        return !warehouse.ddl().isTransactional() && warehouse.locks().canHoldBesideDdl();
    }

    /**
     * Waits until nobody loads the targets or changes tables, and keeps everybody from it until {@link #close}. The
     * caller must not have locks of the schema or of targets.
     *
     * @param targets names of target tables, whether they exist or not
     * @throws SQLException if the wait is too long, or a target cannot be loaded anyway
     */
    public static HeldTargets hold(DataSource dataSource, Warehouse warehouse, Collection<String> targets)
            throws SQLException {
        HeldTargets held = new HeldTargets(targets.stream().distinct().sorted().toList());
        try {
            held.run(() -> held.begin(dataSource, warehouse));
        } catch (SQLException | RuntimeException e) {
            held.close();
            throw e;
        }
        Future<?> unused = held.thread.scheduleWithFixedDelay(
                held::giveSign, SECONDS_BETWEEN_SIGNS, SECONDS_BETWEEN_SIGNS, TimeUnit.SECONDS);
        return held;
    }

    private boolean begin(DataSource dataSource, Warehouse warehouse) throws SQLException {
        Connection own = dataSource.getConnection();
        connection = own;
        own.setAutoCommit(false);
        warehouse.locks().holdSchema(own);
        for (String target : targets) {
            warehouse.locks().holdTarget(own, target);
        }
        return true;
    }

    /** A failure is found by {@link #requireHeld}. */
    private void giveSign() {
        try {
            isAlive();
        } catch (SQLException e) {
            isLost = true;
            // no more signs
            throw new IllegalStateException(e);
        }
    }

    private boolean isAlive() throws SQLException {
        return connection != null && Jdbc.number(connection, "SELECT 1") == 1;
    }

    /**
     * Checks that nobody could load the targets since {@link #hold}.
     *
     * @throws SQLException if the connection was lost; it may pass
     */
    public void requireHeld() throws SQLException {
        try {
            if (!isLost && run(this::isAlive)) {
                return;
            }
        } catch (SQLException e) {
            throw new SQLTransientException(lost(), e);
        }
        throw new SQLTransientException(lost());
    }

    private String lost() {
        return "the connection that kept other processes from loading " + String.join(", ", targets)
                + " was lost while tables were changed";
    }

    private <T> T run(Callable<T> work) throws SQLException {
        boolean isInterrupted = false;
        try {
            Future<T> result = thread.submit(work);
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    // the connection must not be used by two threads
                    isInterrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Lets the others go on. */
    @Override
    public void close() {
        thread.execute(this::end);
        thread.shutdown();
        try {
            thread.awaitTermination(SECONDS_BETWEEN_SIGNS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try (Connection own = connection) {
            if (own != null) {
                own.rollback();
                own.setAutoCommit(true);
            }
        } catch (SQLException e) {
            // a connection that is lost holds nothing any more
        }
    }
}
