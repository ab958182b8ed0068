package org.zenotisync.warehouse.ansi;

import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.PresentType;

/** SQL that is in the standard, and in what most databases take of it. */
final class AnsiDialect extends Dialect {

    private static final String ASSIGNED = " = ";
    private static final String NO_ROW = "OFFSET " + Integer.MAX_VALUE + " ROWS FETCH FIRST 1 ROWS ONLY";

    private final Spelling spelling;
    private final String bytes;

    /**
     * @param schema of all tables, null for the database's default
     * @param bytes the expression of the length of a text, see {@link TextRules}
     */
    AnsiDialect(@Nullable String schema, Spelling spelling, String bytes) {
        super(schema);
        this.spelling = spelling;
        this.bytes = bytes;
    }

    @Override
    public String quote(String name) {
        return spelling.quoted(name);
    }

    @Override
    public String typeName(ColumnType type) {
        return standardName(type);
    }

    /** A VARCHAR has as many characters as it may have bytes. Without digits, TIME has none after the point. */
    static String standardName(ColumnType type) {
        return switch (type.kind()) {
            case TIME -> "TIME(6)";
            case TIMESTAMP -> "TIMESTAMP(6)";
            case TIMESTAMPTZ -> "TIMESTAMP(6) WITH TIME ZONE";
            default -> type.toString();
        };
    }

    /** A value of one type as one of another; a time without a zone is in UTC, whatever the zone of the session is. */
    @Override
    public String converted(String value, ColumnType from, ColumnType to) {
        if (from.kind() == Kind.TIMESTAMP && to.kind() == Kind.TIMESTAMPTZ) {
            return cast(text(value) + " || '+00:00'", to);
        }
        if (from.kind() == Kind.TIMESTAMPTZ && to.kind() == Kind.TIMESTAMP) {
            return cast(utcText(value), to);
        }
        if (hasFraction(from.kind()) && to.isText()) {
            return cast(withoutZeros(text(value)), to);
        }
        if (from.kind() == Kind.BOOLEAN && to.isText()) {
            return "CASE WHEN " + value + " THEN 'true' WHEN NOT " + value + " THEN 'false' END";
        }
        // not every database casts a boolean to a number, or a small number to a boolean
        if (from.kind() == Kind.BOOLEAN && isNumber(to.kind())) {
            return cast("CASE WHEN " + value + " THEN 1 WHEN NOT " + value + " THEN 0 END", to);
        }
        if (isNumber(from.kind()) && to.kind() == Kind.BOOLEAN) {
            return "CASE WHEN " + value + " = 0 THEN FALSE WHEN " + value + " <> 0 THEN TRUE END";
        }
        return super.converted(value, from, to);
    }

    private static boolean isNumber(Kind kind) {
        return switch (kind) {
            case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> true;
            default -> false;
        };
    }

    private static boolean hasFraction(Kind kind) {
        return kind == Kind.TIME || kind == Kind.TIMESTAMP || kind == Kind.TIMESTAMPTZ;
    }

    /** The text of a time without the zeros at the end of its fraction, which some databases write. */
    private static String withoutZeros(String text) {
        return "CASE WHEN position('.' IN " + text + ") = 0 THEN " + text
                + " ELSE trim(TRAILING '.' FROM trim(TRAILING '0' FROM " + text + ")) END";
    }

    private String text(String value) {
        return cast(value, ColumnType.varchar(ColumnType.MAX_VARCHAR));
    }

    /** The text of a moment in UTC, up to its zone, which some databases do not write. */
    private String utcText(String value) {
        String text = text("(" + value + " AT TIME ZONE INTERVAL '0:00' HOUR TO MINUTE)");
        return "substring(" + text + " FROM 1 FOR position('+' IN " + text + " || '+') - 1)";
    }

    /** IS NOT DISTINCT FROM in words that every database has; never NULL. */
    @Override
    public String isSame(String left, String right, ColumnType type) {
        return "CASE WHEN " + left + " = " + right + " OR " + left + " IS NULL AND " + right
                + " IS NULL THEN 1 ELSE 0 END = 1";
    }

    @Override
    public String deleteMatching(String table, String others, String condition) {
        return "DELETE FROM " + table + "\nWHERE EXISTS (\n  SELECT 1\n  FROM " + others + "\n  WHERE " + condition
                + "\n)";
    }

    @Override
    public String updateMatching(String table, String assignment, String others, String condition) {
        int end = assignment.indexOf(ASSIGNED);
        String from = "\n  FROM " + others + "\n  WHERE " + condition + "\n)";
        return "UPDATE " + table + "\nSET " + assignment.substring(0, end) + " = (\n  SELECT "
                + assignment.substring(end + ASSIGNED.length()) + from + "\nWHERE EXISTS (\n  SELECT 1" + from;
    }

    /** Not every database fetches no row. */
    @Override
    public String limit(int rows) {
        return rows == 0 ? NO_ROW : "FETCH FIRST " + rows + " ROWS ONLY";
    }

    @Override
    public String anyRow(String table) {
        return "SELECT 1 FROM " + table + " FETCH FIRST 1 ROWS ONLY";
    }

    @Override
    public String exactText(String value, PresentType type) {
        Kind kind = type.type().map(ColumnType::kind).orElse(Kind.VARCHAR);
        String text = kind == Kind.TIMESTAMPTZ ? utcText(value) : text(value);
        return hasFraction(kind) ? withoutZeros(text) : text;
    }

    @Override
    public String bytes(String text) {
        return bytes.replace(TextRules.TEXT, text);
    }
}
