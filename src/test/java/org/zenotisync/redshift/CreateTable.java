package org.zenotisync.redshift;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** CREATE TABLE, with what lays out rows ("CREATE TABLE", table attributes). Keys are not enforced, and so left out. */
final class CreateTable {

    /** "CREATE TABLE": the maximum number of columns. */
    private static final int MOST_COLUMNS = 1_600;

    private final Cursor cursor;
    private final List<ColumnDeclaration> columns = new ArrayList<>();
    private final Set<String> laidOut = new TreeSet<>();
    private final Set<String> named = new HashSet<>();

    private CreateTable(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Reads what comes behind CREATE [TEMPORARY] TABLE. */
    static Plan read(Cursor cursor, boolean isTemporary) throws SQLException {
        return new CreateTable(cursor).plan(isTemporary);
    }

    private Plan plan(boolean isTemporary) throws SQLException {
        boolean ifMissing = cursor.accept("if", "not", "exists");
        TableName table = cursor.tableName();
        if (isTemporary && table.schema() != null) {
            throw Refusal.lacks("temporary table with a schema");
        }
        if (isTemporary && !ifMissing && cursor.accept("as")) {
            // "CREATE TABLE AS": a temporary table takes the distribution of its query, unless it has one of its own
            if (!cursor.peek().is("select")) {
                throw Refusal.notCarriedOut("CREATE TABLE AS " + cursor.peek().text());
            }
            return Plan.of("CREATE TEMPORARY TABLE " + table.sql() + " AS " + cursor.rest());
        }
        if (cursor.peek().is("as") || cursor.peek().is("like")) {
            throw Refusal.notCarriedOut("CREATE TABLE " + cursor.peek().text().toUpperCase(Locale.ROOT));
        }
        readColumns();
        readAttributes();
        requireColumns();
        if (ifMissing && !laidOut.isEmpty()) {
            throw Refusal.notCarriedOut("IF NOT EXISTS of a table with a DISTKEY or SORTKEY");
        }
        String sql = "CREATE " + (isTemporary ? "TEMPORARY " : "") + "TABLE " + (ifMissing ? "IF NOT EXISTS " : "")
                + table.sql()
                + columns.stream().map(ColumnDeclaration::sql).collect(Collectors.joining(", ", " (", ")"));
        return new Plan(sql, List.of(), List.of(Steps.markLaidOut(table, laidOut)), null);
    }

    private void readColumns() throws SQLException {
        cursor.expectSymbol("(");
        do {
            if (cursor.accept("primary", "key") || cursor.accept("unique")) {
                named.addAll(cursor.names());
            } else if (cursor.peek().is("like")) {
                throw Refusal.notCarriedOut("CREATE TABLE LIKE");
            } else {
                columns.add(ColumnDeclaration.read(cursor, false));
            }
        } while (cursor.acceptSymbol(","));
        cursor.expectSymbol(")");
    }

    private void readAttributes() throws SQLException {
        Set<String> seen = new HashSet<>();
        String style = null;
        while (!cursor.isAtEnd()) {
            String attribute = cursor.next().text();
            switch (attribute) {
                case "backup" -> requireOneOf(Set.of("yes", "no"));
                case "diststyle" -> style = requireOneOf(Set.of("auto", "even", "key", "all"));
                case "distkey" -> laidOut.addAll(oneName());
                case "compound", "interleaved" -> {
                    cursor.expect("sortkey");
                    laidOut.addAll(cursor.names());
                    attribute = "sortkey";
                }
                case "sortkey" -> {
                    if (!cursor.accept("auto")) {
                        laidOut.addAll(cursor.names());
                    }
                }
                case "encode" -> cursor.expect("auto");
                default -> throw Refusal.syntax("'" + attribute + "' behind the columns of a table");
            }
            if (!seen.add(attribute)) {
                throw Refusal.syntax(attribute + " twice");
            }
        }
        boolean hasKey = seen.contains("distkey") || columns.stream().anyMatch(ColumnDeclaration::isLaidOut);
        if ("key".equals(style) && !hasKey || seen.contains("distkey") && style != null && !style.equals("key")) {
            throw Refusal.forbidden("DISTSTYLE KEY and DISTKEY belong together");
        }
    }

    private List<String> oneName() throws SQLException {
        List<String> names = cursor.names();
        if (names.size() != 1) {
            throw Refusal.lacks("DISTKEY of several columns");
        }
        return names;
    }

    private String requireOneOf(Set<String> words) throws SQLException {
        Token token = cursor.next();
        if (!words.contains(token.text())) {
            throw Refusal.syntax("'" + token.text() + "' where one of " + words + " is expected");
        }
        return token.text();
    }

    private void requireColumns() throws SQLException {
        if (columns.size() > MOST_COLUMNS) {
            throw Refusal.lacks("tables of more than 1600 columns");
        }
        columns.stream()
                .filter(ColumnDeclaration::isLaidOut)
                .map(ColumnDeclaration::name)
                .forEach(laidOut::add);
        Set<String> names = columns.stream().map(ColumnDeclaration::name).collect(Collectors.toSet());
        named.addAll(laidOut);
        for (String name : named) {
            if (!names.contains(name)) {
                throw Refusal.syntax("key column " + name + ", which the table does not have");
            }
        }
    }
}
