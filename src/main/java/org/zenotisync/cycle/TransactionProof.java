package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.TransactionMarks;
import org.zenotisync.warehouse.Jdbc;

/**
 * Proves that rows and checkpoint of a table group commit or roll back together: that the connections of one
 * transaction are one, and that a roll-back undoes what was done on them. A host's data source and transaction policy
 * may each be right and not belong together. Then nothing else would ever report that exactly-once is lost.
 */
public final class TransactionProof {

    /** Ends the transaction of the proof, which is rolled back for it. */
    public static final class PlannedRollback extends RuntimeException {

        private static final long serialVersionUID = 1L;

        PlannedRollback() {
            super("This roll-back is on purpose: the sync proves that it undoes");
        }
    }

    /** Runs work in a transaction of the host's policy, and returns the failure that ended it. */
    @FunctionalInterface
    public interface Transaction {

        /** @throws Exception if the work could not be run at all */
        Throwable failureOf(String mark) throws Exception;
    }

    private final DataSource dataSource;
    private final ControlTables control;

    public TransactionProof(DataSource dataSource, ControlTables control) {
        this.dataSource = dataSource;
        this.control = control;
    }

    /**
     * Proves it in a transaction, whose work is {@link #mark}.
     *
     * @param cure what the host must change if it is not so
     * @throws TransactionException if it is not so
     * @throws SQLException if the target cannot be reached
     */
    public void prove(Transaction transaction, String cure) throws Exception {
        String mark = UUID.randomUUID().toString();
        Throwable failure = transaction.failureOf(mark);
        boolean isLeft = Jdbc.with(dataSource, c -> marks().contains(c, mark));
        if (isLeft) {
            Jdbc.with(dataSource, c -> marks().remove(c, mark));
            throw new TransactionException("a roll-back of the transaction does not undo what was written to the"
                    + " target: rows and checkpoint would not commit together. " + cure);
        }
        for (Throwable t = failure; t != null && t.getCause() != t; t = t.getCause()) {
            if (t instanceof PlannedRollback) {
                return;
            }
            if (t instanceof TransactionException notOne) {
                throw new TransactionException(notOne.getMessage() + " " + cure, failure);
            }
        }
        if (failure instanceof Exception known) {
            throw known;
        }
        throw new TransactionException("the transaction of the proof ended without its roll-back. " + cure, failure);
    }

    /**
     * The work in the transaction: writes with one connection and reads with another one. Always throws.
     *
     * @throws PlannedRollback if the two are one
     * @throws TransactionException if they are not
     */
    public void mark(String mark) throws SQLException {
        boolean isOne = Jdbc.with(dataSource, first -> {
            marks().add(first, mark);
            return Jdbc.with(dataSource, second -> marks().contains(second, mark));
        });
        if (!isOne) {
            throw new TransactionException("two connections of one transaction are not one: what one has written, the"
                    + " other one does not see.");
        }
        throw new PlannedRollback();
    }

    /**
     * Refuses to go on inside a transaction of the caller, which every commit of the sync would commit with.
     *
     * @throws TransactionException if the caller is in a transaction of the target
     */
    public void requireNoTransaction() {
        boolean isInTransaction;
        try {
            isInTransaction = !Jdbc.with(dataSource, c -> c.getAutoCommit());
        } catch (SQLException e) {
            // the first step of the cycle reports it
            return;
        }
        if (isInTransaction) {
            throw calledInTransaction();
        }
    }

    /** The refusal of a call inside a transaction. */
    public static TransactionException calledInTransaction() {
        return new TransactionException(
                "a cycle was called inside a transaction. It commits table group by table group,"
                        + " so it cannot be part of one. Call it from a route or method without a transaction, or by"
                        + " seda or wireTap");
    }

    /**
     * Checks that what is written outside transactions is kept.
     *
     * @throws TransactionException if connections have auto-commit off
     */
    public void requireAutoCommit() throws SQLException {
        boolean isOn = Jdbc.with(dataSource, c -> c.getAutoCommit());
        if (!isOn) {
            throw new TransactionException("outside transactions the DataSource gives connections whose auto-commit is"
                    + " off: what the sync records there would be lost. Switch auto-commit on in the connection pool"
                    + " (HikariCP: auto-commit=true), or, if the sync is added inside a transaction, add it outside");
        }
    }

    private TransactionMarks marks() {
        return control.transactionMarks();
    }
}
