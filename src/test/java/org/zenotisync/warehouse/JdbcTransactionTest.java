package org.zenotisync.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;
import org.zenotisync.testing.PostgresServer;

/** Transactions that the database rolls back in favour of others are done again. */
@Timeout(60)
class JdbcTransactionTest {

    private final PGSimpleDataSource target = new PGSimpleDataSource();

    @BeforeEach
    void makeTwoRows() throws SQLException {
        target.setUrl(PostgresServer.newDatabase());
        Jdbc.runInTransaction(target, connection -> {
            Jdbc.execute(connection, "CREATE TABLE t (id INT PRIMARY KEY, n INT)");
            Jdbc.execute(connection, "INSERT INTO t VALUES (1, 0), (2, 0)");
        });
    }

    @Test
    void ofTwoThatWaitForEachOtherOneIsDoneAgain() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch bothHaveOne = new CountDownLatch(2);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> increase(2, 1, bothHaveOne, begun));
        increase(1, 2, bothHaveOne, begun);
        other.join();

        assertThat(begun).hasValue(3);
        long sum = Jdbc.with(target, connection -> Jdbc.number(connection, "SELECT min(n) * 10 + max(n) FROM t"));
        assertThat(sum).isEqualTo(22);
    }

    private void increase(int first, int second, CountDownLatch bothHaveOne, AtomicInteger begun) {
        try {
            Jdbc.runInTransaction(target, connection -> {
                begun.incrementAndGet();
                increase(connection, first);
                bothHaveOne.countDown();
                await(bothHaveOne);
                increase(connection, second);
            });
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void increase(Connection connection, int id) throws SQLException {
        assertThat(Jdbc.update(connection, "UPDATE t SET n = n + 1 WHERE id = ?", id))
                .isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void oneThatFailsForAnotherReasonIsNot() {
        AtomicInteger begun = new AtomicInteger();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> Jdbc.runInTransaction(target, connection -> {
                    begun.incrementAndGet();
                    Jdbc.execute(connection, "INSERT INTO t VALUES (1, 0)");
                }))
                .withMessageContaining("t_pkey");
        assertThat(begun).hasValue(1);
    }

    @Test
    void oneThatOthersAlwaysWinAgainstFailsInTheEnd() {
        AtomicInteger begun = new AtomicInteger();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> Jdbc.runInTransaction(target, connection -> {
                    begun.incrementAndGet();
                    throw new SQLException("could not serialize access", "40001");
                }));
        assertThat(begun).hasValue(5);
    }
}
