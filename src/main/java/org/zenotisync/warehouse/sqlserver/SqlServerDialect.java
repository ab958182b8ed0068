package org.zenotisync.warehouse.sqlserver;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.PresentType;

/**
 * The SQL of SQL Server 2019 and Azure SQL.
 *
 * <p>Texts are compared by their code points, but <em>blanks at the end do not count</em> in =, GROUP BY, DISTINCT and
 * keys, whatever the collation is (t-sql/language-elements/string-comparison-assignment). So the length is compared,
 * too, and groups have a digest of the bytes beside the text.
 */
final class SqlServerDialect extends Dialect {

    /** By code points; it is in all versions (relational-databases/collations/collation-and-unicode-support). */
    static final String COLLATION = "Latin1_General_100_BIN2";

    /** Its VARCHAR is UTF-8, so that DATALENGTH counts the feed's bytes. */
    private static final String UTF8 = "Latin1_General_100_BIN2_UTF8";

    /**
     * The longest text of a type with a length, in pairs of bytes: UTF-16 never has more of these than UTF-8 has bytes,
     * so NVARCHAR(n) takes each text of n bytes (t-sql/data-types/nchar-and-nvarchar-transact-sql).
     */
    static final int LONGEST_SHORT_TEXT = 4_000;

    private static final String ANY_TEXT = "NVARCHAR(MAX)";

    /** @param schema of all tables, null for the user's default one */
    SqlServerDialect(@Nullable String schema) {
        super(schema);
    }

    /** In brackets, which do not depend on the session (relational-databases/databases/database-identifiers). */
    @Override
    public String quote(String name) {
        return "[" + name.replace("]", "]]") + "]";
    }

    /** Temporary tables have a # before their name (t-sql/statements/create-table-transact-sql, "Temporary tables"). */
    @Override
    public String temporary(String name) {
        return quote("#" + name);
    }

    /** A text as SQL: without the N it would become one of the code page. */
    static String literal(String text) {
        return "N'" + text.replace("'", "''") + "'";
    }

    @Override
    public String typeName(ColumnType type) {
        return type.isText() ? plainType(type) + " COLLATE " + COLLATION : plainType(type);
    }

    /** The type as CAST takes it. */
    private static String plainType(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "BIT";
            case SMALLINT, BIGINT, DATE, REAL, DECIMAL -> type.toString();
            case INTEGER -> "INT";
            case DOUBLE -> "FLOAT(53)";
            case VARCHAR -> type.precision() > LONGEST_SHORT_TEXT ? ANY_TEXT : "NVARCHAR(" + type.precision() + ")";
            case TIME -> "TIME(6)";
            case TIMESTAMP -> "DATETIME2(6)";
            case TIMESTAMPTZ -> "DATETIMEOFFSET(6)";
        };
    }

    /** With NULL, which a column may not have by default where a session or a database says so. */
    @Override
    public String columnList(List<ColumnDefinition> columns) {
        return columns.stream()
                .map(column -> quote(column.name()) + " " + typeName(column.type()) + " NULL")
                .collect(Collectors.joining(", "));
    }

    /** A text is not cast: CAST would cut it. */
    @Override
    public String constant(String text, ColumnDefinition column) {
        return switch (column.type().kind()) {
            case VARCHAR -> literal(text);
            case BOOLEAN ->
                switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "true" -> cast("1", column.type());
                    case "false" -> cast("0", column.type());
                    default -> cast(literal(text), column.type());
                };
            default -> cast(literal(text), column.type());
        };
    }

    @Override
    public String cast(String value, ColumnType type) {
        String cast = "CAST(" + value + " AS " + plainType(type) + ")";
        return type.isText() ? cast + " COLLATE " + COLLATION : cast;
    }

    /**
     * CAST would cut texts, cut fractions where others round, make 0 or the year 1900 of an empty text, and show six
     * digits of a FLOAT (t-sql/functions/cast-and-convert-transact-sql).
     */
    @Override
    public String converted(String value, ColumnType from, ColumnType to) {
        if (to.isText()) {
            return from.isText() ? value : text(value, from.kind());
        }
        if (from.isText()) {
            return ofText(value, to);
        }
        if (from.kind() == Kind.TIMESTAMPTZ && to.kind() != Kind.TIMESTAMPTZ) {
            return converted(
                    cast("SWITCHOFFSET(" + value + ", '+00:00')", ColumnType.of(Kind.TIMESTAMP)),
                    ColumnType.of(Kind.TIMESTAMP),
                    to);
        }
        if (plainType(from).equals(plainType(to))) {
            return value;
        }
        return cast(hasFraction(from.kind()) && isWhole(to.kind()) ? "ROUND(" + value + ", 0)" : value, to);
    }

    private static boolean hasFraction(Kind kind) {
        return kind == Kind.DECIMAL || kind == Kind.REAL || kind == Kind.DOUBLE;
    }

    private static boolean isWhole(Kind kind) {
        return kind == Kind.SMALLINT || kind == Kind.INTEGER || kind == Kind.BIGINT;
    }

    /** What is no value of the type is replaced by a text that no type takes, and so an error. */
    private String ofText(String value, ColumnType to) {
        if (to.kind() == Kind.BOOLEAN) {
            return cast(
                    "CASE WHEN LOWER(" + value + ") IN (N'true', N't', N'1') THEN N'1' WHEN LOWER(" + value
                            + ") IN (N'false', N'f', N'0') THEN N'0' WHEN " + value
                            + " IS NOT NULL THEN N'no boolean' END",
                    to);
        }
        return cast("CASE WHEN " + value + " NOT LIKE N'%[0-9]%' THEN N'no value' ELSE " + value + " END", to);
    }

    /** A value as a text: times without the zeros at the end of their fraction, other numbers with all digits. */
    private static String text(String value, Kind kind) {
        return switch (kind) {
            case BOOLEAN -> "CASE " + value + " WHEN 1 THEN N'true' WHEN 0 THEN N'false' END";
            // style 3: the digits that make the same number again
            case REAL, DOUBLE -> "CONVERT(NVARCHAR(40), " + value + ", 3)";
            case TIME, TIMESTAMP -> withoutZeros("CONVERT(NVARCHAR(40), " + value + ", 121)");
            case TIMESTAMPTZ ->
                withoutZeros("CONVERT(NVARCHAR(40), CAST(SWITCHOFFSET(" + value + ", '+00:00') AS DATETIME2(6)), 121)");
            default -> "CAST(" + value + " AS " + ANY_TEXT + ")";
        };
    }

    /** The text of a time has a point and the digits of a fraction at its end. */
    private static String withoutZeros(String text) {
        return "CASE WHEN " + text + " NOT LIKE N'%.%[^0]%' THEN LEFT(" + text + ", CHARINDEX(N'.', " + text
                + ") - 1) ELSE LEFT(" + text + ", LEN(" + text + ") + 1 - PATINDEX(N'%[^0]%', REVERSE(" + text
                + "))) END";
    }

    @Override
    public String isEqual(String left, String right, ColumnType type) {
        return type.isText()
                ? left + " = " + right + " COLLATE " + COLLATION + " AND " + haveOneLength(left, right)
                : super.isEqual(left, right, type);
    }

    /** IS NOT DISTINCT FROM came with SQL Server 2022, and takes blanks at the end for nothing as well. */
    @Override
    public String isSame(String left, String right, ColumnType type) {
        return "(" + isEqual(left, right, type) + " OR " + left + " IS NULL AND " + right + " IS NULL)";
    }

    /** Of columns that an owner has given another type of text, too: VARCHAR has other bytes than NVARCHAR. */
    private static String haveOneLength(String left, String right) {
        return length(left) + " = " + length(right);
    }

    private static String length(String text) {
        return "DATALENGTH(CAST(" + text + " AS " + ANY_TEXT + "))";
    }

    @Override
    public String grouped(String value, ColumnType type) {
        return groupedKey(value, type);
    }

    @Override
    public String groupedKey(String value, ColumnType type) {
        return type.isText() ? value + ", " + bytesDigest(value) : value;
    }

    @Override
    public String counted(String value, ColumnType type) {
        return type.isText() ? bytesDigest(value) : value;
    }

    @Override
    public String distinctKey(String value, ColumnType type, int ordinal) {
        return type.isText()
                ? value + ", " + bytesDigest(value) + " AS " + quote("zenoti_sync_bytes_" + ordinal)
                : value;
    }

    @Override
    public boolean isDistinctExact() {
        return false;
    }

    /** t-sql/functions/hashbytes-transact-sql: of any length since SQL Server 2016; MD5 and SHA1 are deprecated. */
    private static String bytesDigest(String text) {
        return "HASHBYTES('SHA2_256', " + text + ")";
    }

    @Override
    public String isTrue(String value) {
        return value + " = 1";
    }

    /** The first half of a SHA-256, in a form that a computed column of a key takes: deterministic, and precise. */
    @Override
    public String digest(List<ColumnDefinition> columns) {
        String digests = columns.stream()
                .map(column -> column.type().isText() ? column.name() : "CAST(" + column.name() + " AS NVARCHAR(20))")
                .map(text -> "CONVERT(CHAR(64), " + bytesDigest(text) + ", 2)")
                .collect(Collectors.joining(" + "));
        return "CONVERT(CHAR(32), CONVERT(BINARY(16), " + bytesDigest(digests) + "), 2)";
    }

    /** t-sql/statements/delete-transact-sql. */
    @Override
    public String deleteMatching(String table, String others, String condition) {
        return "DELETE FROM " + table + "\nWHERE EXISTS (\nSELECT 1\nFROM " + others + "\nWHERE " + condition + "\n)";
    }

    /** t-sql/queries/update-transact-sql, "Specify a table alias as the target object" and FROM. */
    @Override
    public String updateMatching(String table, String assignment, String others, String condition) {
        return "UPDATE " + table + "\nSET " + assignment + "\nFROM " + table + "\nJOIN " + others + " ON " + condition;
    }

    /** t-sql/queries/select-order-by-clause-transact-sql: FETCH is a part of ORDER BY, and takes at least 1. */
    @Override
    public String limit(int rows) {
        return "OFFSET 0 ROWS FETCH NEXT " + rows + " ROWS ONLY";
    }

    /** t-sql/queries/top-transact-sql. */
    @Override
    public String noRowOf(String query) {
        return "SELECT TOP (0) q.*\nFROM (\n" + query + "\n) AS q";
    }

    @Override
    public String anyRowOf(String query) {
        return "SELECT TOP (1) 1\nFROM (\n" + query + "\n) AS q (zenoti_sync_any)";
    }

    @Override
    public String anyRow(String table) {
        return "SELECT TOP (1) 1 FROM " + table;
    }

    /** Blanks at the end of a text do not count in =, whose other side must have as many bytes: {@link #bytes}. */
    @Override
    public String exactText(String value, PresentType type) {
        Kind kind = type.type().map(ColumnType::kind).orElse(Kind.VARCHAR);
        return "(" + text(value, kind) + ") COLLATE " + COLLATION;
    }

    /** t-sql/functions/datalength-transact-sql, of a text in UTF-8 (SQL Server 2019). */
    @Override
    public String bytes(String text) {
        return "DATALENGTH(CAST((" + text + ") COLLATE " + UTF8 + " AS VARCHAR(MAX)))";
    }
}
