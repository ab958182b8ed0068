package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableDefinition;

/**
 * The port to a database: one class per database, and no other class knows its dialect. Every method that takes a
 * connection joins the transaction that is open on it; no method commits, rolls back or closes it.
 */
public interface Warehouse {

    /** The database's name for people, for example {@code DuckDB}. */
    String name();

    /** The schema of all tables, null for the database's default. */
    @Nullable
    String schema();

    /** Bytes that the name of a table or column may have: the database may cut a longer one without an error. */
    default int longestName() {
        return Identifiers.MAX_LENGTH;
    }

    /** Columns that a target may have. */
    default int mostColumns() {
        return TableDefinition.MOST_COLUMNS;
    }

    /** Bytes that a text may have. */
    default int longestText() {
        return Integer.MAX_VALUE;
    }

    /** The name of a type, for example {@code DECIMAL(19,0)}. */
    String typeName(ColumnType type);

    /**
     * The columns of a table, names folded to lower case, in the table's order.
     *
     * @return empty if the table does not exist
     */
    Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException;

    /**
     * A table of the schema whose name differs from this one only by upper and lower case, as the database spells it.
     *
     * @return empty if there is none, or if the database takes both names for one
     */
    default Optional<String> otherCaseOf(Connection connection, String table) throws SQLException {
        return Optional.empty();
    }

    /**
     * The types of a table's columns as the database spells them, by their names folded to lower case.
     *
     * @return empty if the table does not exist
     */
    Map<String, String> typesOf(Connection connection, String table) throws SQLException;

    /**
     * Whether the database takes values of a type for a column of another one, without being told to convert them.
     *
     * @param table an existing table
     * @param column one of its columns, with the type of the values
     */
    default boolean takes(Connection connection, String table, ColumnDefinition column) throws SQLException {
        return true;
    }

    /**
     * How a changed column gets its values, for the statement in a message; empty if the database converts them.
     *
     * @param column with its new type
     */
    default String conversion(ColumnDefinition column) {
        return "";
    }

    /**
     * The columns of a table that every new row must give a value for: they take no NULL and have no default. Names are
     * folded to lower case, in the table's order.
     */
    List<String> mandatoryColumns(Connection connection, String table) throws SQLException;

    /**
     * Keeps other processes from making or changing tables until the transaction ends, if the database can have others.
     */
    default void holdSchema(Connection connection) throws SQLException {
        // a database of one process
    }

    /**
     * Keeps other processes from moving any checkpoint until the transaction ends, if the update of its row does not do
     * that. It is the first statement of every load.
     */
    default void holdCheckpoints(Connection connection) throws SQLException {
        // the row is locked by its update
    }

    /**
     * Adds a row to a control table unless it has one with the same key. Called in a transaction; if a database does
     * not enforce keys, two transactions may add the same row, unless they {@link #holdCheckpoints} first.
     *
     * @param table quoted and qualified
     * @param key the columns of the primary key and their values
     * @param others the other columns and their values
     */
    default void insertIfAbsent(Connection connection, String table, Map<String, ?> key, Map<String, ?> others)
            throws SQLException {
        Map<String, Object> row = new TreeMap<>(key);
        row.putAll(others);
        Jdbc.update(
                connection,
                Jdbc.insert(table, row.keySet()) + ignoreExisting(),
                row.values().toArray());
    }

    /** The end of an INSERT that leaves out rows whose key exists; empty if the database does not enforce keys. */
    default String ignoreExisting() {
        return " ON CONFLICT DO NOTHING";
    }

    /**
     * Keeps other processes from writing into a target until the transaction ends, if the database can have others:
     * each may load another POD of one table.
     *
     * @return whether the target exists
     */
    default boolean holdTarget(Connection connection, String table) throws SQLException {
        return columnsOf(connection, table).isPresent();
    }

    /**
     * Makes a new stage in this session and fills it. {@link #dropStage}, {@link #dropTemporary} by its name, or a
     * roll-back removes it.
     *
     * @return the number of rows that the database reports as written
     * @throws Exception of the rows, or of the database
     */
    long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception;

    /** How this database reads objects from S3; empty if their rows must pass through this program. */
    default Optional<ObjectLoader> objectLoader() {
        return Optional.empty();
    }

    /**
     * The statements that merge a stage into a target.
     *
     * @param targetTable name of the target
     * @param match columns that identify a row, see {@link MergeSql#factMatch} for facts
     */
    default MergeSql mergeSql(TableDefinition definition, String targetTable, List<String> match) {
        return mergeSql(definition, MergeTarget.table(this, targetTable), match);
    }

    /** The statements that merge a stage into a target, or into a temporary table with its columns. */
    default MergeSql mergeSql(TableDefinition definition, MergeTarget target, List<String> match) {
        return new MergeSql(this, definition, target, match);
    }

    /**
     * Makes all later queries of the transaction see the database as of one moment, if they do not do so anyway. It is
     * the first statement of a transaction that changes no table.
     */
    default void readAsOfOneMoment(Connection connection) throws SQLException {
        // transactions are isolated like this by default
    }

    /**
     * Sets for the rest of the transaction what makes it cheaper to compare two large tables, unless the session has
     * more than that already.
     */
    default void prepareComparison(Connection connection) throws SQLException {
        // nothing to set by default
    }

    /**
     * Makes a temporary table of a query's rows in this session. {@link #dropTemporary} or a roll-back removes it.
     *
     * @param query the query that gives its rows
     */
    default void createTemporary(Connection connection, String name, String query) throws SQLException {
        Jdbc.update(connection, "CREATE TEMPORARY TABLE " + quote(name) + " AS\n" + query);
    }

    /**
     * Collects what the database's planner needs to know of a temporary table, if it does not know it anyway.
     *
     * @param columns by which the table is joined
     */
    default void analyzeTemporary(Connection connection, String name, List<String> columns) throws SQLException {
        // the planner counts the rows itself
    }

    /** Lets the database find rows of a temporary table by a number without reading all of them, if it needs help. */
    default void indexTemporary(Connection connection, String name, String column) throws SQLException {
        // rows that were written one after another are found quickly
    }

    /** Drops a temporary table of this session. Harmless if there is none. */
    default void dropTemporary(Connection connection, String name) throws SQLException {
        Jdbc.update(connection, "DROP TABLE IF EXISTS " + quote(name));
    }

    /** The condition that two values are the same one, or both NULL. */
    default String isSame(String left, String right) {
        return left + " IS NOT DISTINCT FROM " + right;
    }

    /** Whether {@link #fillTarget} can write rows into a target if no merge is needed. */
    default boolean canFillTarget() {
        return false;
    }

    /**
     * Whether {@link #fillTarget} can fill a target: not if its owner has given columns other types, since then values
     * must be converted, which a merge does.
     */
    default boolean isAsDeclared(Connection connection, String table, List<ColumnDefinition> columns)
            throws SQLException {
        return true;
    }

    /**
     * Writes rows into a target, without a stage.
     *
     * @param columns of the rows, in their order
     * @return the number of rows that the database reports as written
     * @throws Exception of the rows, or of the database
     */
    default long fillTarget(Connection connection, String table, List<ColumnDefinition> columns, RowSource rows)
            throws Exception {
        throw new UnsupportedOperationException(name() + " takes rows through a stage only");
    }

    /**
     * Prepares a target for later merges, so that their cost follows the rows that they bring and not those of the
     * target. Called in the transaction of every load, after its rows have been written to the target.
     *
     * @param key columns that merges find rows by, without organizationid; may be empty
     */
    default void afterLoad(Connection connection, String table, List<String> key) throws SQLException {}

    /** Drops the stage of this session, unless the end of the transaction does. Harmless without a stage. */
    default void dropStage(Connection connection) throws SQLException {}

    /** Drops the stage of this session, so that the same transaction can make another one. Harmless without a stage. */
    default void clearStage(Connection connection) throws SQLException {
        dropStage(connection);
    }

    /** Whether the message of a failure may quote values of rows. */
    default boolean mayQuoteValues(SQLException failure) {
        return Jdbc.mayQuoteValues(failure);
    }

    /**
     * Finds the missing right that is the reason of a refusal.
     *
     * @param connection one on which no statement has failed
     * @param tables names of tables that were to be used
     * @return what is missing and the remedy; empty if the refusal has another reason, or the reason is not known
     */
    default Optional<String> missingRight(Connection connection, SQLException failure, List<String> tables)
            throws SQLException {
        return Optional.empty();
    }

    /**
     * Statements that change the type of a column to a wider one; none if the type in the database has no such limit.
     *
     * @param definition the table as it is declared, with the new type
     * @throws SQLException if the database cannot do it; the message says what to do
     */
    List<String> changeType(String table, TableDefinition definition, ColumnDefinition column) throws SQLException;

    /** A name in SQL: always quoted, since it may be a reserved word. */
    default String quote(String name) {
        return '"' + name + '"';
    }

    /** A table's name, quoted, with the schema if one is set. */
    default String qualified(String table) {
        return schema() == null ? quote(table) : quote(schema()) + "." + quote(table);
    }

    /** A list of columns with their types, as CREATE TABLE takes it. */
    default String columnList(List<ColumnDefinition> columns) {
        return columns.stream()
                .map(column -> quote(column.name()) + " " + typeName(column.type()))
                .collect(Collectors.joining(", "));
    }

    /** Statements that create the schema, if one is set and missing. */
    default List<String> createSchema() {
        return schema() == null ? List.of() : List.of("CREATE SCHEMA IF NOT EXISTS " + quote(schema()));
    }

    /** Statements that create a target table. */
    default List<String> createTable(String table, TableDefinition definition) {
        return List.of("CREATE TABLE " + qualified(table) + " (" + columnList(definition.columns()) + ")");
    }

    /**
     * Statements that add a column.
     *
     * @param defaultValue what existing rows get, as text; null for NULL
     */
    default List<String> addColumn(String table, ColumnDefinition column, @Nullable String defaultValue) {
        String statement = "ALTER TABLE " + qualified(table) + " ADD COLUMN " + quote(column.name()) + " "
                + typeName(column.type());
        return List.of(defaultValue == null ? statement : statement + " DEFAULT " + constant(defaultValue, column));
    }

    /**
     * Statements that give rows the default of an added column, if {@link #addColumn} does not. They are executed after
     * all other statements of a script.
     */
    default List<String> fillColumn(String table, ColumnDefinition column, String defaultValue) {
        return List.of();
    }

    /** A text as a value of a column's type. */
    default String constant(String text, ColumnDefinition column) {
        return "CAST('" + text.replace("'", "''") + "' AS " + typeName(column.type()) + ")";
    }

    /** Statements that remove a column with all its values. */
    default List<String> dropColumn(String table, String column) {
        return List.of("ALTER TABLE " + qualified(table) + " DROP COLUMN " + quote(column));
    }

    /** Statements that give all rows of a column the values of another one, converted by the database. */
    default List<String> copyColumn(String table, ColumnDefinition from, ColumnDefinition to) {
        return List.of("UPDATE " + qualified(table) + " SET " + quote(to.name()) + " = "
                + converted(quote(from.name()), from.type(), to.type()));
    }

    /** The statement that gives a column, where it is NULL, the value of another one, converted by the database. */
    default String fillNulls(String table, ColumnDefinition column, ColumnDefinition from) {
        String value = quote(from.name());
        return "UPDATE " + qualified(table) + " SET " + quote(column.name()) + " = "
                + converted(value, from.type(), column.type()) + " WHERE " + quote(column.name()) + " IS NULL AND "
                + value + " IS NOT NULL";
    }

    /** The statement that gives rows without a value in a column a default. */
    default String fillNulls(String table, ColumnDefinition column, String defaultValue) {
        return "UPDATE " + qualified(table) + " SET " + quote(column.name()) + " = " + constant(defaultValue, column)
                + " WHERE " + quote(column.name()) + " IS NULL";
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
    default List<String> replaceColumn(
            String table,
            TableDefinition definition,
            ColumnDefinition column,
            ColumnType before,
            Replacement replacement)
            throws SQLException {
        String own = quote(column.name());
        String value = converted(own, before, column.type());
        String copy = replacement.copy();
        String alter = "ALTER TABLE " + qualified(table) + " ALTER COLUMN " + own + " TYPE " + typeName(column.type())
                + " USING "
                + (copy != null && replacement.isCopied() ? "COALESCE(" + quote(copy) + ", " + value + ")" : value);
        List<String> sql = new ArrayList<>();
        sql.add(alter);
        if (copy != null) {
            sql.addAll(dropColumn(table, copy));
        }
        return sql;
    }

    /**
     * Where the new values of a column come from.
     *
     * @param copy a column that replaces it, null for none
     * @param isCopied whether rows have their values in that column already; rows that were added after the copy may
     *     lack them
     */
    record Replacement(@Nullable String copy, boolean isCopied) {}

    /** A value of one type as a value of another one. */
    default String converted(String value, ColumnType from, ColumnType to) {
        boolean isNumber = isNumber(to);
        if (from.kind() == ColumnType.Kind.BOOLEAN && isNumber) {
            return "CAST(CASE WHEN " + value + " THEN 1 WHEN NOT " + value + " THEN 0 END AS " + typeName(to) + ")";
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
        return typeName(from).equals(typeName(to)) ? value : "CAST(" + value + " AS " + typeName(to) + ")";
    }

    private static boolean isNumber(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> true;
            default -> false;
        };
    }

    /** Why {@link #hideColumns} cannot replace values by digests, in words; empty if it can. */
    default Optional<String> whyNotHashed() {
        return Optional.empty();
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
    default List<String> hideColumns(
            String table,
            TableDefinition definition,
            List<String> all,
            Collection<String> removed,
            Map<String, DigestTable> digests)
            throws SQLException {
        String target = qualified(table);
        String fresh = quote(DigestTable.DIGEST);
        List<String> sql = new ArrayList<>();
        removed.forEach(column -> sql.addAll(dropColumn(table, column)));
        digests.forEach((column, digest) -> {
            String own = quote(column);
            String values = quote(digest.name());
            sql.add("ALTER TABLE " + target + " ADD COLUMN " + fresh + " "
                    + typeName(definition.column(column).type()));
            sql.add("UPDATE " + target + " SET " + fresh + " = " + values + "." + fresh + " FROM " + values + " WHERE "
                    + exactText(target + "." + own, digest.type()) + " = " + values + "."
                    + quote(DigestTable.VALUE));
            sql.addAll(dropColumn(table, column));
            sql.addAll(renameColumn(table, DigestTable.DIGEST, column));
        });
        return sql;
    }

    /**
     * Statements that write a table again, so that its storage has nothing of rows and columns that are gone; none if
     * the database can do that only outside of a transaction, or not at all.
     */
    default List<String> rewrite(String table) {
        return List.of();
    }

    /**
     * Statements that write a control table again in the same way, in a transaction of their own. They may be executed
     * any number of times, and leave views and rights as they are.
     */
    default List<String> rewriteControlTable(String table) {
        return List.of();
    }

    /**
     * Statements that write a table again, so that neither its storage nor what the database knows of its values has
     * anything of rows that were deleted in the same transaction; none if the database can do that only outside of a
     * transaction, or not at all.
     *
     * @param table not empty before
     */
    default List<String> rewriteAfterDelete(String table) {
        return rewrite(table);
    }

    /**
     * Has the database give up the bytes of rows and columns that are gone, as far as it can do that at once. Called
     * outside of transactions.
     */
    default void giveUpFormerBytes(Connection connection) throws SQLException {
        // nothing that could be done here
    }

    /** Where bytes of former values may still be after {@link #giveUpFormerBytes}, and for how long, in words. */
    List<String> formerBytes();

    /**
     * A value of any type as a text that is the same for no other value, compared by its bytes: a moment in UTC without
     * a zone, anything else as the database writes it.
     *
     * @param value SQL
     * @param type of the value, as the database spells it
     */
    default String exactText(String value, String type) {
        String spelled = type.toLowerCase(Locale.ROOT);
        boolean isMoment = spelled.startsWith("timestamptz") || spelled.startsWith("timestamp with time zone");
        return "CAST(" + (isMoment ? "(" + value + " AT TIME ZONE 'UTC')" : value) + " AS "
                + typeName(ColumnType.varchar(ColumnType.MAX_VARCHAR)) + ")";
    }

    /** The bytes of UTF-8 that a text takes. */
    default String bytes(String text) {
        return "octet_length(" + text + ")";
    }

    /** Statements that rename a column. */
    default List<String> renameColumn(String table, String from, String to) {
        return List.of("ALTER TABLE " + qualified(table) + " RENAME COLUMN " + quote(from) + " TO " + quote(to));
    }
}
