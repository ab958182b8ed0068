package org.zenotisync.warehouse.mariadb;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.PresentType;

/** The SQL of MariaDB and MySQL, in the modes of {@link SessionSettings}. */
class MariaDbDialect extends Dialect {

    /** Other engines do not roll back; in other formats a row keeps the beginning of each long text: 73 do not fit. */
    static final String STORAGE = " ENGINE=InnoDB ROW_FORMAT=DYNAMIC";

    /** The comment of a column that has moments in UTC: TIMESTAMP ends in 2038, and DATETIME has no zone. */
    static final String UTC = "UTC";

    private static final List<String> TRUE = List.of("true", "t", "yes", "y", "on", "1");
    private static final List<String> FALSE = List.of("false", "f", "no", "n", "off", "0");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?");

    private final Product product;

    /** @param schema the database of all tables, null for that of the URL */
    MariaDbDialect(Product product, @Nullable String schema) {
        super(schema);
        this.product = product;
    }

    /** Whose SQL it is. */
    final Product product() {
        return product;
    }

    /**
     * A text takes the same room whatever its length is: all VARCHARs of a row may have 65,535 bytes together. A REAL
     * is shown with six digits only, which a DOUBLE is not.
     */
    @Override
    public String typeName(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> "TEXT" + product.ofText();
            case REAL, DOUBLE -> "DOUBLE";
            case TIME -> "TIME(6)";
            case TIMESTAMP -> "DATETIME(6)";
            case TIMESTAMPTZ -> "DATETIME(6) COMMENT '" + UTC + "'";
            default -> type.toString();
        };
    }

    /** The type of a text that is in a primary key. */
    final String keyText(ColumnType type) {
        return "VARCHAR(" + type.precision() + ")" + product.ofText();
    }

    /** CAST has words of its own for types. */
    @Override
    public String cast(String value, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "(CAST(" + value + " AS SIGNED) <> 0)";
            case SMALLINT, INTEGER, BIGINT -> "CAST(" + value + " AS SIGNED)";
            case DECIMAL -> "CAST(" + value + " AS " + type + ")";
            case REAL, DOUBLE -> "CAST(" + value + " AS DOUBLE)";
            case VARCHAR -> "CAST(" + value + " AS CHAR) COLLATE " + product.collation();
            case DATE -> "CAST(" + value + " AS DATE)";
            case TIME -> "CAST(" + value + " AS TIME(6))";
            case TIMESTAMP, TIMESTAMPTZ -> "CAST(" + value + " AS DATETIME(6))";
        };
    }

    /** The columns of a made table are as small as their values, and NOT NULL if these are constants. */
    @Override
    public String numberColumn(String number, Kind kind) {
        return "CASE WHEN TRUE THEN " + number + " WHEN FALSE THEN " + Long.MAX_VALUE + " END";
    }

    /**
     * A CAST would make 0 or NULL of what is not a value of the type, and warn; strict mode refuses a text there. What
     * CAST rounds as other databases do is rounded.
     */
    @Override
    public String constant(String text, ColumnDefinition column) {
        String literal = "'" + text.replace("'", "''") + "'";
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (column.type().kind()) {
            case BOOLEAN -> TRUE.contains(word) ? "TRUE" : FALSE.contains(word) ? "FALSE" : literal;
            // it would round 1.5 and say nothing
            case SMALLINT, INTEGER, BIGINT -> WHOLE.matcher(word).matches() ? literal : "'not a whole number'";
            case DECIMAL, REAL, DOUBLE -> NUMBER.matcher(word).matches() ? cast(literal, column.type()) : literal;
            default -> literal;
        };
    }

    @Override
    public String converted(String value, ColumnType from, ColumnType to) {
        Kind fromKind = from.kind();
        if (fromKind == Kind.BOOLEAN && to.isText()) {
            return "CASE WHEN " + value + " THEN 'true' WHEN NOT " + value + " THEN 'false' END";
        }
        if (hasFraction(fromKind) && to.isText()) {
            return withoutZeros(cast(value, to));
        }
        // strict mode refuses the words in place of other texts
        if (from.isText() && to.kind() == Kind.BOOLEAN) {
            return "CASE WHEN lower(" + value + ") IN (" + words(TRUE) + ") THEN 1 WHEN lower(" + value + ") IN ("
                    + words(FALSE) + ") THEN 0 ELSE concat('not true or false: ', " + value + ") END";
        }
        if (from.isText() && (to.kind() == Kind.SMALLINT || to.kind() == Kind.INTEGER || to.kind() == Kind.BIGINT)) {
            // it would round 1.5 and say nothing
            return "CASE WHEN " + value + " NOT REGEXP '^[[:space:]]*[+-]?[0-9]+[[:space:]]*$' THEN"
                    + " concat('not a whole number: ', " + value + ") ELSE " + value + " END";
        }
        if (isMoment(fromKind) && isMoment(to.kind()) || from.isText() && !to.isText()) {
            // strict mode refuses a text that is no such value, where a CAST would take its beginning
            return value;
        }
        return super.converted(value, from, to);
    }

    private static String words(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }

    private static boolean isMoment(Kind kind) {
        return kind == Kind.TIMESTAMP || kind == Kind.TIMESTAMPTZ;
    }

    @Override
    public String isSame(String left, String right, ColumnType type) {
        return left + " <=> " + right;
    }

    /** Two columns whose collations are different ones by bytes could not be compared. */
    @Override
    public String ofOwnTable(String value, ColumnType type) {
        return type.isText() ? value + " COLLATE " + product.collation() : value;
    }

    /**
     * A sort reserves memory for the longest text that each column may have. A digest is of the bytes, whatever the
     * collation is.
     */
    @Override
    public String grouped(String value, ColumnType type) {
        return type.isText() ? "md5(" + value + ")" : value;
    }

    @Override
    public String counted(String value, ColumnType type) {
        return grouped(value, type);
    }

    /** Without a CAST, whose result would depend on the session. */
    @Override
    public String digest(List<ColumnDefinition> columns) {
        return columns.stream()
                .map(column -> "md5(" + column.name() + ")")
                .collect(Collectors.joining(", ", "md5(concat(", "))"));
    }

    @Override
    public String deleteMatching(String table, String others, String condition) {
        return "DELETE FROM " + table + "\nUSING " + table + "\nJOIN " + others + "\nWHERE " + condition;
    }

    /** Other tables may have a column of the same name. */
    @Override
    public String updateMatching(String table, String assignment, String others, String condition) {
        return "UPDATE " + table + "\nJOIN " + others + "\nSET " + table + "." + assignment + "\nWHERE " + condition;
    }

    @Override
    public String exactText(String value, PresentType type) {
        String text = cast(value, ColumnType.varchar(ColumnType.MAX_VARCHAR));
        return type.type().filter(known -> hasFraction(known.kind())).isPresent() ? withoutZeros(text) : text;
    }

    private static boolean hasFraction(Kind kind) {
        return isMoment(kind) || kind == Kind.TIME;
    }

    /** The text of a time without the zeros at the end of its fraction. */
    private static String withoutZeros(String text) {
        return "trim(TRAILING '.' FROM trim(TRAILING '0' FROM " + text + "))";
    }
}
