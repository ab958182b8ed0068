package org.zenotisync.redshift;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A column as CREATE TABLE and ALTER TABLE ADD COLUMN declare it ("CREATE TABLE", column attributes and constraints).
 *
 * @param sql as PostgreSQL takes it: without what lays rows out, and without keys, which Redshift does not enforce
 * @param isLaidOut whether rows are laid out by the column (DISTKEY, SORTKEY)
 */
record ColumnDeclaration(String name, String sql, boolean isLaidOut) {

    /** "Compression encodings". */
    private static final Set<String> ENCODINGS = Set.of(
            "raw",
            "az64",
            "bytedict",
            "delta",
            "delta32k",
            "lzo",
            "mostly8",
            "mostly16",
            "mostly32",
            "runlength",
            "text255",
            "text32k",
            "zstd");

    private static final Set<String> NOT_IN_DEFAULT =
            Set.of("encode", "not", "null", "primary", "unique", "distkey", "sortkey", "references", "collate");

    /**
     * Reads a column.
     *
     * @param isAdded to a table that is there: then it can neither lay rows out nor be a key
     */
    static ColumnDeclaration read(Cursor cursor, boolean isAdded) throws SQLException {
        String name = cursor.name();
        RedshiftType type = RedshiftType.read(cursor);
        String defaultValue = null;
        boolean isNotNull = false;
        boolean isLaidOut = false;
        while (!cursor.isAtEnd()
                && !cursor.peek().isSymbol(",")
                && !cursor.peek().isSymbol(")")) {
            if (cursor.accept("default")) {
                defaultValue = expression(cursor);
            } else if (cursor.accept("not", "null")) {
                isNotNull = true;
            } else if (cursor.accept("encode")) {
                requireEncoding(cursor.next());
            } else if (!isAdded && cursor.accept("primary", "key")) {
                isNotNull = true;
            } else if (!isAdded && (cursor.accept("distkey") || cursor.accept("sortkey"))) {
                isLaidOut = true;
            } else if (!cursor.accept("null") && (isAdded || !cursor.accept("unique"))) {
                throw Refusal.syntax("'" + cursor.peek().text() + "' behind the type of column " + name);
            }
        }
        if (isAdded && isNotNull && defaultValue == null) {
            throw Refusal.forbidden("a column that is added NOT NULL needs a DEFAULT");
        }
        String sql = TableName.quote(name) + " " + type.postgres()
                + (defaultValue == null ? "" : " DEFAULT " + defaultValue) + (isNotNull ? " NOT NULL" : "") + " "
                + type.check(name);
        return new ColumnDeclaration(name, sql.strip(), isLaidOut);
    }

    private static void requireEncoding(Token token) throws SQLException {
        if (token.kind() != Token.Kind.WORD || !ENCODINGS.contains(token.text())) {
            throw Refusal.lacks("encoding " + token.text());
        }
    }

    private static String expression(Cursor cursor) throws SQLException {
        List<Token> expression = new ArrayList<>();
        int depth = 0;
        while (!cursor.isAtEnd()) {
            Token token = cursor.peek();
            boolean isEnd = token.isSymbol(",")
                    || token.isSymbol(")")
                    || !expression.isEmpty()
                            && token.kind() == Token.Kind.WORD
                            && NOT_IN_DEFAULT.contains(token.text());
            if (depth == 0 && isEnd) {
                break;
            }
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            expression.add(cursor.next());
        }
        if (expression.isEmpty()) {
            throw Refusal.syntax("DEFAULT without a value");
        }
        return Cursor.sql(expression);
    }
}
