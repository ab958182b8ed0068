package org.zenotisync.redshift;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/** What has to be looked at or done around a statement, on the connection to PostgreSQL. */
final class Steps {

    /** Comment of a column that rows are laid out by: it follows the column's name, and ends with it. */
    private static final String LAID_OUT = "stand-in: DISTKEY or SORTKEY";

    private Steps() {}

    /**
     * Writers of a table wait for each other ("Managing concurrent write operations"). A statement that is a transaction of
     * its own needs no lock beyond that of its rows.
     */
    static Plan.Step lockForWrite(TableName table) {
        return postgres -> {
            if (!postgres.getAutoCommit() && isPermanent(postgres, table)) {
                execute(postgres, "LOCK TABLE " + table.sql() + " IN SHARE ROW EXCLUSIVE MODE");
            }
        };
    }

    private static boolean isPermanent(Connection postgres, TableName table) throws SQLException {
        return "p"
                .equals(text(
                        postgres,
                        "SELECT relpersistence FROM pg_class WHERE oid = to_regclass(" + table.literal() + ")"));
    }

    static Plan.Step requireNoTransaction(String what) {
        return postgres -> {
            if (!postgres.getAutoCommit()) {
                throw Refusal.forbidden(what + " cannot run inside a transaction block");
            }
        };
    }

    static Plan.Step requireTransaction(String what) {
        return postgres -> {
            if (postgres.getAutoCommit()) {
                throw Refusal.forbidden(what + " holds nothing outside of a transaction block");
            }
        };
    }

    /** Remembers the columns that rows are laid out by. */
    static Plan.Step markLaidOut(TableName table, Collection<String> columns) {
        return postgres -> {
            for (String column : columns) {
                execute(
                        postgres,
                        "COMMENT ON COLUMN " + table.sql() + "." + TableName.quote(column) + " IS '" + LAID_OUT + "'");
            }
        };
    }

    /** "ALTER TABLE", DROP COLUMN: not one that is the DISTKEY or SORTKEY. */
    static Plan.Step requireNotLaidOut(TableName table, String column) {
        return postgres -> {
            String comment = text(
                    postgres,
                    "SELECT col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = to_regclass("
                            + table.literal() + ") AND attname = " + TableName.literal(column));
            if (LAID_OUT.equals(comment)) {
                throw Refusal.forbidden("column " + column + " cannot be dropped: it is the DISTKEY or SORTKEY");
            }
        };
    }

    /** Takes the limit of bytes from a column that gets another one. */
    static Plan.Step dropByteLimit(TableName table, String column) {
        return postgres -> {
            String constraint = text(
                    postgres,
                    "SELECT c.conname FROM pg_constraint AS c JOIN pg_attribute AS a ON a.attrelid = c.conrelid"
                            + " AND c.conkey = ARRAY[a.attnum] WHERE c.contype = 'c' AND a.atttypid = 'pg_catalog.varchar'::regtype"
                            + " AND c.conrelid = to_regclass("
                            + table.literal() + ") AND a.attname = " + TableName.literal(column));
            if (constraint == null) {
                throw Refusal.lacks("change of the type of " + column + ", which is no VARCHAR");
            }
            execute(postgres, "ALTER TABLE " + table.sql() + " DROP CONSTRAINT " + TableName.quote(constraint));
        };
    }

    private static String text(Connection postgres, String sql) throws SQLException {
        try (Statement statement = postgres.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    static void execute(Connection postgres, String sql) throws SQLException {
        try (Statement statement = postgres.createStatement()) {
            statement.execute(sql);
        }
    }
}
