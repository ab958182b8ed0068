package org.zenotisync.warehouse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

/**
 * The statements that make and change tables. They are executed in their order; names of tables are those without the
 * schema.
 */
public abstract class Ddl {

    /** The column of a key's digest, and its type. */
    protected static final String DIGEST = "key_digest VARCHAR(32)";

    private static final SqlTemplate CREATE_CONTROL_TABLE = SqlTemplate.of(
            """
            CREATE TABLE {only_if}{table} (
              {columns}
            ){options}
            """);

    private final Dialect dialect;
    private final Limits limits;

    protected Ddl(Dialect dialect, Limits limits) {
        this.dialect = dialect;
        this.limits = limits;
    }

    /**
     * Whether these statements are part of the transaction that executes them. If not, they commit what it has done
     * before them: then tables are made and changed before a load, repeated after a failure, and an index is made after
     * the commit of a load.
     */
    public boolean isTransactional() {
        return true;
    }

    /** Statements that create the schema, if one is set and missing, and what else all tables need. */
    public List<String> createSchema() {
        String schema = dialect.schema();
        return schema == null ? List.of() : List.of("CREATE SCHEMA IF NOT EXISTS " + dialect.quote(schema));
    }

    /** Statements that create a target table. */
    public List<String> createTable(String table, TableDefinition definition) {
        return List.of("CREATE TABLE " + dialect.qualified(table) + " (" + dialect.columnList(definition.columns())
                + ")" + tableOptions());
    }

    /** What follows the columns of a new table; empty, or with a blank before it. */
    protected String tableOptions() {
        return "";
    }

    /** The type of a column of a control table that is in its primary key. */
    protected String keyType(ColumnType type) {
        return dialect.typeName(type);
    }

    /** What makes a column of a control table its primary key, with a blank before it. */
    protected String keyOfColumn() {
        return " PRIMARY KEY";
    }

    /**
     * What makes columns of a control table its primary key.
     *
     * @param columns several, not quoted
     */
    protected String keyOfColumns(List<String> columns) {
        return "PRIMARY KEY (" + String.join(", ", columns) + ")";
    }

    /**
     * Whether one statement can create a table if it is missing, by the words of {@link #createIfMissing}. If not, the
     * catalog is asked before each control table is created.
     */
    public boolean hasCreateIfMissing() {
        return true;
    }

    /**
     * The statement that creates a control table if it is missing: {@code CREATE TABLE IF NOT EXISTS}, unless a
     * database has other words, or none ({@link #hasCreateIfMissing}).
     *
     * @param lines its columns, its key and its indexes
     */
    protected String createIfMissing(TableDefinition table, List<String> lines) {
        return CREATE_CONTROL_TABLE.fill(Map.of(
                "only_if", hasCreateIfMissing() ? "IF NOT EXISTS " : "",
                "table", dialect.qualified(table.name()),
                "columns", String.join(",\n  ", lines),
                "options", tableOptions()));
    }

    /**
     * The column of a control table that takes the place of its key.
     *
     * @param digest the expression that gives its values
     */
    protected String digestColumn(String digest) {
        return DIGEST + " GENERATED ALWAYS AS (" + digest + ") STORED PRIMARY KEY";
    }

    /**
     * Statements that create a control table if it is missing; only called for a missing one unless
     * {@link #hasCreateIfMissing}. The names of its columns are not quoted, as in the
     * statements about it. A key that is too long for the database is replaced by a digest of it, which the database
     * keeps itself.
     */
    public List<String> createControlTable(TableDefinition table) {
        List<String> lines = new ArrayList<>();
        List<String> key = table.primaryKey();
        List<ColumnDefinition> keyColumns = key.stream().map(table::column).toList();
        boolean fits = length(keyColumns) <= limits.longestKey();
        for (ColumnDefinition column : table.columns()) {
            boolean isKey = fits && key.equals(List.of(column.name()));
            String type =
                    fits && key.contains(column.name()) ? keyType(column.type()) : dialect.typeName(column.type());
            lines.add(
                    column.name() + " " + type + (column.notNull() ? " NOT NULL" : "") + (isKey ? keyOfColumn() : ""));
        }
        if (!fits) {
            lines.add(digestColumn(dialect.digest(keyColumns)));
        } else if (key.size() > 1) {
            lines.add(keyOfColumns(key));
        }
        lines.addAll(controlIndexes(table));
        return List.of(createIfMissing(table, lines));
    }

    /**
     * What CREATE TABLE says of indexes of a control table, besides its key; none if the database needs none, since it
     * reads such a table quickly and locks no rows that it only passes.
     */
    protected List<String> controlIndexes(TableDefinition table) {
        return List.of();
    }

    /** Characters that the texts of the key are declared with, and as many for each other value as it has bytes. */
    private static int length(List<ColumnDefinition> key) {
        return key.stream()
                .mapToInt(column -> column.type().isText() ? column.type().precision() : Long.BYTES)
                .sum();
    }

    /** Statements that drop a table, which exists. */
    public List<String> dropTable(String table) {
        return List.of("DROP TABLE " + dialect.qualified(table));
    }

    /** Statements that rename a table, which stays in its schema. */
    public List<String> renameTable(String from, String to) {
        return List.of("ALTER TABLE " + dialect.qualified(from) + " RENAME TO " + dialect.quote(to));
    }

    /**
     * Statements that add a column.
     *
     * @param defaultValue what existing rows get, as text; null for NULL
     */
    public List<String> addColumn(String table, ColumnDefinition column, @Nullable String defaultValue) {
        String statement = "ALTER TABLE " + dialect.qualified(table) + " ADD COLUMN " + dialect.quote(column.name())
                + " " + dialect.typeName(column.type());
        return List.of(
                defaultValue == null ? statement : statement + " DEFAULT " + dialect.constant(defaultValue, column));
    }

    /**
     * Statements that give rows the default of an added column, if {@link #addColumn} does not. They are executed after
     * all other statements of a script.
     */
    public List<String> fillColumn(String table, ColumnDefinition column, String defaultValue) {
        return List.of();
    }

    /** Statements that remove a column with all its values. */
    public List<String> dropColumn(String table, String column) {
        return List.of("ALTER TABLE " + dialect.qualified(table) + " DROP COLUMN " + dialect.quote(column));
    }

    /** Statements that rename a column. */
    public List<String> renameColumn(String table, String from, String to) {
        return List.of("ALTER TABLE " + dialect.qualified(table) + " RENAME COLUMN " + dialect.quote(from) + " TO "
                + dialect.quote(to));
    }

    /** Statements that give all rows of a column the values of another one, converted by the database. */
    public List<String> copyColumn(String table, ColumnDefinition from, ColumnDefinition to) {
        return List.of("UPDATE " + dialect.qualified(table) + " SET " + dialect.quote(to.name()) + " = "
                + dialect.converted(dialect.quote(from.name()), from.type(), to.type()));
    }

    /** The statement that gives a column, where it is NULL, the value of another one, converted by the database. */
    public String fillNulls(String table, ColumnDefinition column, ColumnDefinition from) {
        String value = dialect.quote(from.name());
        return "UPDATE " + dialect.qualified(table) + " SET " + dialect.quote(column.name()) + " = "
                + dialect.converted(value, from.type(), column.type()) + " WHERE " + dialect.quote(column.name())
                + " IS NULL AND " + value + " IS NOT NULL";
    }

    /** The statement that gives rows without a value in a column a default. */
    public String fillNulls(String table, ColumnDefinition column, String defaultValue) {
        return "UPDATE " + dialect.qualified(table) + " SET " + dialect.quote(column.name()) + " = "
                + dialect.constant(defaultValue, column) + " WHERE " + dialect.quote(column.name()) + " IS NULL";
    }

    /**
     * Statements that change the type of a column to a wider one; none if the type in the database has no such limit.
     *
     * @param definition the table as it is declared, with the new type
     * @throws SQLException if the database cannot do it; the message says what to do
     */
    public abstract List<String> changeType(String table, TableDefinition definition, ColumnDefinition column)
            throws SQLException;

    /**
     * How a changed column gets its values, for the statement in a message; empty if the database converts them.
     *
     * @param column with its new type
     */
    public String conversion(ColumnDefinition column) {
        return "";
    }

    /**
     * Statements that give a column any other type.
     *
     * @param definition the table as it is declared afterwards
     * @param column the column with the new type
     * @param before the type that it has
     * @param replacement the new values of the column
     * @throws SQLException if the database cannot do it; the message says what to do
     */
    public List<String> replaceColumn(
            String table,
            TableDefinition definition,
            ColumnDefinition column,
            ColumnType before,
            Replacement replacement)
            throws SQLException {
        String own = dialect.quote(column.name());
        String value = dialect.converted(own, before, column.type());
        String copy = replacement.copy();
        String alter = "ALTER TABLE " + dialect.qualified(table) + " ALTER COLUMN " + own + " TYPE "
                + dialect.typeName(column.type()) + " USING "
                + (copy != null && replacement.isCopied()
                        ? "COALESCE(" + dialect.quote(copy) + ", " + value + ")"
                        : value);
        List<String> sql = new ArrayList<>();
        sql.add(alter);
        if (copy != null) {
            sql.addAll(dropColumn(table, copy));
        }
        return sql;
    }

    /** Why {@link #hideColumns} cannot replace values by digests, in words; empty if it can. */
    public Optional<String> whyNotHashed() {
        return Optional.empty();
    }

    /**
     * Statements that write a table again, so that neither its storage nor what the database knows of its values has
     * anything of rows that were deleted in the same transaction; none if the database can do that only outside of a
     * transaction, or not at all.
     *
     * @param table not empty before
     */
    public List<String> rewriteAfterDelete(String table) {
        return rewrite(table);
    }

    /**
     * Statements that write a control table again as {@link #rewrite} does, in a transaction of their own. They may be
     * executed any number of times, and leave views and rights as they are.
     */
    public List<String> rewriteControlTable(String table) {
        return List.of();
    }

    /**
     * Statements that remove columns of a table with all their values, and replace the values of others by digests.
     * They leave former values in no row; see {@link #rewrite} for those in its storage.
     *
     * @param definition the table as it is declared afterwards
     * @param all the names of the columns that the table has, in its order
     * @param removed those that go
     * @param digests the digests of a column's values, by its name
     * @throws SQLException if the database cannot do it; the message says what to do
     */
    public List<String> hideColumns(
            String table,
            TableDefinition definition,
            List<String> all,
            Collection<String> removed,
            Map<String, DigestTable> digests)
            throws SQLException {
        String target = dialect.qualified(table);
        String fresh = dialect.quote(DigestTable.DIGEST);
        List<String> sql = new ArrayList<>();
        removed.forEach(column -> sql.addAll(dropColumn(table, column)));
        digests.forEach((column, digest) -> {
            String own = dialect.quote(column);
            String values = dialect.temporary(digest.name());
            sql.add("ALTER TABLE " + target + " ADD COLUMN " + fresh + " "
                    + dialect.typeName(definition.column(column).type()));
            sql.add("UPDATE " + target + " SET " + fresh + " = " + values + "." + fresh + " FROM " + values + " WHERE "
                    + dialect.exactText(target + "." + own, digest.type()) + " = " + values + "."
                    + dialect.quote(DigestTable.VALUE));
            sql.addAll(dropColumn(table, column));
            sql.addAll(renameColumn(table, DigestTable.DIGEST, column));
        });
        return sql;
    }

    /**
     * Statements that write a table again, so that its storage has nothing of rows and columns that are gone; none if
     * the database can do that only outside of a transaction, or not at all.
     */
    public List<String> rewrite(String table) {
        return List.of();
    }

    /**
     * Where the new values of a column come from.
     *
     * @param copy a column that replaces it, null for none
     * @param isCopied whether rows have their values in that column already; rows that were added after the copy may
     *     lack them
     */
    public record Replacement(@Nullable String copy, boolean isCopied) {}
}
