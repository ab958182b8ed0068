package org.zenotisync.redshift;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What the stand-in does for a statement.
 *
 * @param sql for PostgreSQL
 * @param before steps before it, in its transaction
 * @param after steps behind it
 * @param copy instead of SQL; null for all but COPY
 * @param effect on the transaction's snapshot
 */
record Plan(String sql, List<Step> before, List<Step> after, CopyStatement copy, Snapshot.Effect effect) {

    Plan(String sql, List<Step> before, List<Step> after, CopyStatement copy) {
        this(sql, before, after, copy, Snapshot.Effect.NONE);
    }

    /** Something to look at or to do on the connection to PostgreSQL. */
    @FunctionalInterface
    interface Step {
        void run(Connection postgres) throws SQLException;
    }

    static Plan of(String sql) {
        return new Plan(sql, List.of(), List.of(), null);
    }

    static Plan of(String sql, Step before) {
        return new Plan(sql, List.of(before), List.of(), null);
    }

    static Plan of(CopyStatement copy) {
        return new Plan(null, List.of(), List.of(), copy);
    }

    Plan with(Snapshot.Effect effectOnSnapshot) {
        return new Plan(sql, before, after, copy, effectOnSnapshot);
    }
}
