package org.zenotisync.warehouse;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;

/** How a database spells names, types, values and conditions: text in, SQL out. It needs no connection. */
public abstract class Dialect {

    /** Characters of a number of 64 bits. */
    private static final int LONGEST_NUMBER = 20;

    private final @Nullable String schema;

    /** @param schema of all tables, null for the database's default */
    protected Dialect(@Nullable String schema) {
        this.schema = schema;
    }

    /** The schema of all tables, null for the database's default. */
    public final @Nullable String schema() {
        return schema;
    }

    /** The name of a type, for example {@code DECIMAL(19,0)}. */
    public abstract String typeName(ColumnType type);

    /** A name in SQL: always quoted, since it may be a reserved word. */
    public String quote(String name) {
        return '"' + name + '"';
    }

    /** A table's name, quoted, with the schema if one is set. */
    public final String qualified(String table) {
        return schema == null ? quote(table) : quote(schema) + "." + quote(table);
    }

    /** The name of a temporary table, quoted; one cannot have a schema. */
    public String temporary(String name) {
        return quote(name);
    }

    /**
     * The name of a temporary table, quoted, where a statement names it once more. It is another one if the database
     * cannot read a temporary table several times in one statement: that of a copy, see {@link #copiesFor}.
     *
     * @param time 2 where the statement names the table the second time
     */
    public String temporaryAgain(String name, int time) {
        return temporary(name);
    }

    /**
     * The statements that make the copies of temporary tables that a statement names by {@link #temporaryAgain}.
     *
     * @param columns that it reads of a copy; empty for all
     */
    public List<String> copiesFor(String statement, List<String> columns) {
        return List.of();
    }

    /** A list of names, quoted. */
    public final String quoted(List<String> names) {
        return names.stream().map(this::quote).collect(Collectors.joining(", "));
    }

    /** A list of columns with their types, as CREATE TABLE takes it. */
    public String columnList(List<ColumnDefinition> columns) {
        return columns.stream()
                .map(column -> quote(column.name()) + " " + typeName(column.type()))
                .collect(Collectors.joining(", "));
    }

    /** A text as a value of a column's type. */
    public String constant(String text, ColumnDefinition column) {
        return cast("'" + text.replace("'", "''") + "'", column.type());
    }

    /** A value of any type as one of another type, converted by the database; {@code value} is SQL. */
    public String cast(String value, ColumnType type) {
        return "CAST(" + value + " AS " + typeName(type) + ")";
    }

    /**
     * A number, or NULL, in the query that a table is made from: its column can have any number of that kind, and NULL.
     *
     * @param number SQL
     */
    public String numberColumn(String number, ColumnType.Kind kind) {
        return cast(number, ColumnType.of(kind));
    }

    /** A value of one type as a value of another one. */
    public String converted(String value, ColumnType from, ColumnType to) {
        boolean isNumber = isNumber(to);
        if (from.kind() == ColumnType.Kind.BOOLEAN && isNumber) {
            return cast("CASE WHEN " + value + " THEN 1 WHEN NOT " + value + " THEN 0 END", to);
        }
        if (isNumber(from) && to.kind() == ColumnType.Kind.BOOLEAN) {
            return "(" + value + " <> 0)";
        }
        boolean isMoment = from.kind() == ColumnType.Kind.TIMESTAMP && to.kind() == ColumnType.Kind.TIMESTAMPTZ
                || from.kind() == ColumnType.Kind.TIMESTAMPTZ && to.kind() == ColumnType.Kind.TIMESTAMP;
        if (isMoment) {
            // values without a zone are UTC in any session
            return "(" + value + " AT TIME ZONE 'UTC')";
        }
        return typeName(from).equals(typeName(to)) ? value : cast(value, to);
    }

    private static boolean isNumber(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> true;
            default -> false;
        };
    }

    /** The condition that two values of a type are equal, texts byte by byte. */
    public String isEqual(String left, String right, ColumnType type) {
        return left + " = " + right;
    }

    /** The condition that two values of a type are the same one, or both NULL. */
    public String isSame(String left, String right, ColumnType type) {
        return left + " IS NOT DISTINCT FROM " + right;
    }

    /**
     * What stands for a value of a key in a GROUP BY of the rows of each key: several expressions, if a database takes
     * texts with different bytes for equal ones. The value itself can be selected beside it.
     */
    public String groupedKey(String value, ColumnType type) {
        return value;
    }

    /**
     * What stands for a value of a key in a SELECT DISTINCT whose other columns nobody reads: several columns, as for
     * {@link #groupedKey}. Those that are added have names of their own.
     *
     * @param ordinal of the column in its key
     */
    public String distinctKey(String value, ColumnType type, int ordinal) {
        return value;
    }

    /** Whether DISTINCT takes texts for equal ones only if their bytes are. */
    public boolean isDistinctExact() {
        return true;
    }

    /**
     * What stands for a value of a column where rows are grouped by all their columns: a database may have too little
     * memory to sort rows by many long texts, and the owner of a table may have texts compared without their case. It
     * is the same for equal values only, and NULL for NULL.
     */
    public String grouped(String value, ColumnType type) {
        return value;
    }

    /**
     * A value of a table that this program has made, where it is compared with a value of a target: that decides how
     * texts are compared, whatever the target's owner has chosen.
     *
     * @param value SQL
     */
    public String ofOwnTable(String value, ColumnType type) {
        return value;
    }

    /** As {@link #grouped}, but one expression: what stands for a value in {@code count(DISTINCT …)}. */
    public String counted(String value, ColumnType type) {
        return value;
    }

    /** The condition that a value of type BOOLEAN is true. */
    public String isTrue(String value) {
        return value;
    }

    /**
     * A digest of some columns, 32 hexadecimal digits. Each column is digested before, so that values that only follow
     * each other differently have different digests.
     *
     * @param columns none is NULL; their names are not quoted
     */
    public String digest(List<ColumnDefinition> columns) {
        return columns.stream()
                .map(column -> column.type().isText()
                        ? "md5(" + column.name() + ")"
                        : "md5(" + cast(column.name(), ColumnType.varchar(LONGEST_NUMBER)) + ")")
                .collect(Collectors.joining(" || ", "md5(", ")"));
    }

    /**
     * Deletes the rows of a table that match any row of others.
     *
     * @param table quoted
     * @param others a table or a query in parentheses, with an alias
     * @param condition names the table by its name without a schema
     */
    public String deleteMatching(String table, String others, String condition) {
        return "DELETE FROM " + table + "\nUSING " + others + "\nWHERE " + condition;
    }

    /**
     * Changes the rows of a table that match a row of others. No row matches several.
     *
     * @param table quoted
     * @param assignment of values to columns of the table, which have no prefix before the equals sign
     * @param others a table or a query in parentheses, with an alias
     * @param condition names the table by its name without a schema
     */
    public String updateMatching(String table, String assignment, String others, String condition) {
        return "UPDATE " + table + "\nSET " + assignment + "\nFROM " + others + "\nWHERE " + condition;
    }

    /** The end of a query, after its ORDER BY, that gives its first rows only. */
    public String limit(int rows) {
        return "LIMIT " + rows;
    }

    /** A query that gives the columns of another one, and no row. */
    public String noRowOf(String query) {
        return query + "\n" + limit(0);
    }

    /** A query that gives a row if another one has any. The other one has one column, and no ORDER BY. */
    public String anyRowOf(String query) {
        return query + "\n" + limit(1);
    }

    /**
     * A query that gives a row if a table has any.
     *
     * @param table quoted
     */
    public String anyRow(String table) {
        return "SELECT 1 FROM " + table + " LIMIT 1";
    }

    /**
     * A value of any type as a text that is the same for no other value, compared by its bytes: a moment in UTC without
     * a zone, anything else as the database writes it.
     *
     * @param value SQL
     * @param type of the value
     */
    public String exactText(String value, PresentType type) {
        boolean isMoment = type.type()
                .filter(known -> known.kind() == ColumnType.Kind.TIMESTAMPTZ)
                .isPresent();
        return cast(
                isMoment ? "(" + value + " AT TIME ZONE 'UTC')" : value, ColumnType.varchar(ColumnType.MAX_VARCHAR));
    }

    /** The bytes of UTF-8 that a text takes. */
    public String bytes(String text) {
        return "octet_length(" + text + ")";
    }
}
