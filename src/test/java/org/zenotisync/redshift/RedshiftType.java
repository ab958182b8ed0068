package org.zenotisync.redshift;

import java.sql.SQLException;

/**
 * A type ("Data types"), and what stands for it in PostgreSQL.
 *
 * @param postgres the type there
 * @param limit what PostgreSQL's type does not keep to, with %s for the column; null if there is nothing
 */
record RedshiftType(String postgres, String limit) {

    /** "Character types". */
    private static final int LONGEST_VARCHAR = 65_535;

    private static final int LONGEST_CHAR = 4_096;
    private static final int UNSAID_LENGTH = 256;

    /** "Numeric types". */
    private static final int MOST_DIGITS = 38;

    private static final int MOST_FRACTION_DIGITS = 37;

    static RedshiftType read(Cursor cursor) throws SQLException {
        Token token = cursor.next();
        if (token.kind() != Token.Kind.WORD) {
            throw Refusal.syntax("'" + token.text() + "' where a type is expected");
        }
        return switch (token.text()) {
            case "smallint", "int2" -> plain("smallint");
            case "integer", "int", "int4" -> plain("integer");
            case "bigint", "int8" -> plain("bigint");
            case "real", "float4" -> plain("real");
            case "float", "float8" -> plain("double precision");
            case "double" -> {
                cursor.expect("precision");
                yield plain("double precision");
            }
            case "boolean", "bool" -> plain("boolean");
            case "date" -> plain("date");
            case "time" -> plain(zoned(cursor) ? "timetz" : "time");
            case "timetz" -> plain("timetz");
            case "timestamp" -> plain(zoned(cursor) ? "timestamptz" : "timestamp");
            case "timestamptz" -> plain("timestamptz");
            case "decimal", "numeric" -> decimal(cursor);
            case "varchar", "nvarchar" -> varchar(cursor);
            case "text" -> varchar(UNSAID_LENGTH);
            case "bpchar" -> plain("char(" + UNSAID_LENGTH + ")");
            case "char", "nchar" -> plain("char(" + length(cursor, 1, LONGEST_CHAR) + ")");
            case "character" ->
                cursor.accept("varying") ? varchar(cursor) : plain("char(" + length(cursor, 1, LONGEST_CHAR) + ")");
            default -> throw Refusal.lacks("type " + token.text());
        };
    }

    private static RedshiftType plain(String postgres) {
        return new RedshiftType(postgres, null);
    }

    private static boolean zoned(Cursor cursor) throws SQLException {
        if (cursor.peek().isSymbol("(")) {
            throw Refusal.lacks("times with a precision");
        }
        boolean zoned = cursor.accept("with", "time", "zone");
        if (!zoned) {
            cursor.accept("without", "time", "zone");
        }
        return zoned;
    }

    private static RedshiftType decimal(Cursor cursor) throws SQLException {
        int precision = 18;
        int scale = 0;
        if (cursor.acceptSymbol("(")) {
            precision = cursor.number();
            scale = cursor.acceptSymbol(",") ? cursor.number() : 0;
            cursor.expectSymbol(")");
        }
        if (precision < 1 || precision > MOST_DIGITS || scale > Math.min(precision, MOST_FRACTION_DIGITS)) {
            throw Refusal.lacks("type DECIMAL(" + precision + "," + scale + ")");
        }
        String name = "numeric(" + precision + "," + scale + ")";
        return plain(name);
    }

    private static RedshiftType varchar(Cursor cursor) throws SQLException {
        return varchar(length(cursor, UNSAID_LENGTH, LONGEST_VARCHAR));
    }

    /** Its length is one of bytes in UTF-8, where PostgreSQL counts characters. */
    private static RedshiftType varchar(int bytes) {
        return new RedshiftType("varchar(" + bytes + ")", "octet_length(%s) <= " + bytes);
    }

    private static int length(Cursor cursor, int unsaid, int most) throws SQLException {
        if (!cursor.acceptSymbol("(")) {
            return unsaid;
        }
        int length = cursor.accept("max") ? most : cursor.number();
        cursor.expectSymbol(")");
        if (length < 1 || length > most) {
            throw Refusal.lacks("text type of " + length + " bytes");
        }
        return length;
    }

    boolean isVarchar() {
        return postgres.startsWith("varchar");
    }

    /** The limit, as a constraint; empty if there is none. */
    String check(String column) {
        return limit == null ? "" : "CHECK (" + limit.replace("%s", TableName.quote(column)) + ")";
    }
}
