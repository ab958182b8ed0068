package org.zenotisync.redshift;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** A session with the stand-in: its connection to PostgreSQL, and what the last COPY has brought. */
final class Session {

    /** Fails, so that the transaction takes no statement until it is rolled back. */
    private static final String FAILURE = "DO 'BEGIN RAISE EXCEPTION ''stand-in''; END'";

    private static final String RAISED = "P0001";

    private final Connection postgres;
    private final StandInUrl url;
    private final Properties properties;
    private final Snapshot snapshot;
    private long copied;

    Session(Connection postgres, StandInUrl url, Properties properties) {
        this.postgres = postgres;
        this.url = url;
        this.properties = properties;
        this.snapshot = new Snapshot(url.requiresLockFirst());
    }

    /** Work on the connection to PostgreSQL. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    Connection postgres() {
        return postgres;
    }

    /** What is to be done for a statement. */
    Plan plan(String sql) throws SQLException {
        StatementLog.note(url.database(), sql);
        return orAbort(() -> StatementGate.check(sql, copied));
    }

    /** Carries out a plan; its SQL is executed by the one who asks. */
    <T> T run(Plan plan, Work<T> execution) throws SQLException {
        return orAbort(() -> {
            noteSnapshot(plan);
            for (Plan.Step step : plan.before()) {
                step.run(postgres);
            }
            T result = execution.run();
            for (Plan.Step step : plan.after()) {
                step.run(postgres);
            }
            return result;
        });
    }

    void copy(Plan plan) throws SQLException {
        orAbort(() -> {
            noteSnapshot(plan);
            try (Connection other = StandInDriver.postgres(url, properties)) {
                copied = 0;
                copied = new CopyRunner(postgres, other, url, plan.copy()).run();
            }
            return null;
        });
    }

    private void noteSnapshot(Plan plan) throws SQLException {
        if (!postgres.getAutoCommit()) {
            snapshot.execute(plan);
        }
    }

    void endTransaction() {
        snapshot.endTransaction();
    }

    /** In a transaction nothing goes on behind an error. */
    private <T> T orAbort(Work<T> work) throws SQLException {
        try {
            return work.run();
        } catch (SQLException e) {
            abort(e);
            throw e;
        }
    }

    private void abort(SQLException reason) {
        try {
            if (!postgres.getAutoCommit()) {
                Steps.execute(postgres, FAILURE);
            }
        } catch (SQLException e) {
            if (!RAISED.equals(e.getSQLState())) {
                reason.addSuppressed(e);
            }
        }
    }
}
