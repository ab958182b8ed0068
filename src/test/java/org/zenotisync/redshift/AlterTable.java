package org.zenotisync.redshift;

import java.sql.SQLException;
import java.util.List;

/** ALTER TABLE, which has one action each ("ALTER TABLE"). */
final class AlterTable {

    private AlterTable() {}

    /** Reads what comes behind ALTER TABLE. */
    static Plan read(Cursor cursor) throws SQLException {
        if (cursor.peek().is("if") || cursor.peek().is("only")) {
            throw Refusal.lacks("ALTER TABLE " + cursor.peek().text());
        }
        TableName table = cursor.tableName();
        String alter = "ALTER TABLE " + table.sql() + " ";
        Plan plan;
        if (cursor.accept("add")) {
            plan = Plan.of(alter + add(cursor));
        } else if (cursor.accept("drop")) {
            plan = drop(cursor, table, alter);
        } else if (cursor.accept("rename", "column")) {
            String from = cursor.name();
            cursor.expect("to");
            plan = Plan.of(alter + "RENAME COLUMN " + TableName.quote(from) + " TO " + TableName.quote(cursor.name()));
        } else if (cursor.accept("rename", "to")) {
            plan = Plan.of(alter + "RENAME TO " + TableName.quote(cursor.name()));
        } else if (cursor.accept("alter", "column")) {
            plan = changeType(cursor, table, alter);
        } else {
            throw Refusal.notCarriedOut("ALTER TABLE ... " + cursor.peek().text());
        }
        if (cursor.peek().isSymbol(",")) {
            throw Refusal.lacks("ALTER TABLE with more than one action");
        }
        cursor.expectEnd();
        return plan;
    }

    private static String add(Cursor cursor) throws SQLException {
        cursor.accept("column");
        if (cursor.peek().is("if")) {
            throw Refusal.lacks("ADD COLUMN IF NOT EXISTS");
        }
        return "ADD COLUMN " + ColumnDeclaration.read(cursor, true).sql();
    }

    private static Plan drop(Cursor cursor, TableName table, String alter) throws SQLException {
        cursor.accept("column");
        if (cursor.peek().is("if")) {
            throw Refusal.lacks("DROP COLUMN IF EXISTS");
        }
        String column = cursor.name();
        String extent = cursor.accept("cascade") ? " CASCADE" : cursor.accept("restrict") ? " RESTRICT" : "";
        return Plan.of(
                alter + "DROP COLUMN " + TableName.quote(column) + extent, Steps.requireNotLaidOut(table, column));
    }

    /** Only of a VARCHAR, and only outside of transactions. */
    private static Plan changeType(Cursor cursor, TableName table, String alter) throws SQLException {
        String column = cursor.name();
        if (!cursor.accept("type")) {
            throw Refusal.lacks("ALTER COLUMN " + cursor.peek().text());
        }
        RedshiftType type = RedshiftType.read(cursor);
        if (!type.isVarchar()) {
            throw Refusal.lacks("ALTER COLUMN TYPE to anything but VARCHAR");
        }
        if (cursor.peek().is("using")) {
            throw Refusal.lacks("ALTER COLUMN TYPE ... USING");
        }
        return new Plan(
                alter + "ALTER COLUMN " + TableName.quote(column) + " TYPE " + type.postgres() + ", ADD "
                        + type.check(column),
                List.of(Steps.requireNoTransaction("ALTER TABLE ALTER COLUMN"), Steps.dropByteLimit(table, column)),
                List.of(),
                null);
    }
}
