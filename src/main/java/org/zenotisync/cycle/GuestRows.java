package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.privacy.GuestKey;
import org.zenotisync.privacy.HashKey;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** Finds the rows of tables that have a guest's key in some columns, whatever the types of these, or its digest. */
final class GuestRows {

    private static final SqlTemplate COUNT = SqlTemplate.of("SELECT count(*) FROM {table} WHERE {condition}");
    private static final SqlTemplate DELETE = SqlTemplate.of("DELETE FROM {table} WHERE {condition}");
    private static final SqlTemplate LIKE = SqlTemplate.of("SELECT {column} FROM {table} WHERE {column} LIKE ?");
    private static final SqlTemplate DISTINCT =
            SqlTemplate.of("SELECT DISTINCT {column} FROM {table} WHERE {condition} AND {column} IS NOT NULL");

    private final Warehouse warehouse;
    private final SyncConfig config;

    GuestRows(Warehouse warehouse, SyncConfig config) {
        this.warehouse = warehouse;
        this.config = config;
    }

    /**
     * A condition that the guest's rows fulfil.
     *
     * @param sql its text
     * @param arguments the values of its parameters
     */
    private record Condition(String sql, List<Object> arguments) {}

    /** Why columns cannot be compared with a key; empty if they can. */
    Optional<String> complaint(KnownTable known, Set<String> columns) {
        ColumnRules rules = known.rules();
        boolean isAnyHashed = columns.stream().anyMatch(rules::hashes);
        String check = config.columns().key().map(HashKey::check).orElse("");
        return isAnyHashed && !check.equals(rules.keyCheck())
                ? Optional.of("columns that refer to guests are hashed, and not with this zenoti.columns.hash-key: set"
                        + " the key that they were hashed with")
                : Optional.empty();
    }

    /** Those of some columns that the target does not have, so that rows cannot be found by them. */
    List<String> hidden(KnownTable known, Set<String> columns) {
        return columns.stream().filter(known.rules()::excludes).sorted().toList();
    }

    /** Counts the rows of a table that have the key; 0 if the table does not exist. */
    long count(Connection connection, String table, KnownTable known, Set<String> columns, GuestKey guest)
            throws SQLException {
        Optional<Condition> condition = condition(connection, table, known, columns, guest);
        return condition.isEmpty()
                ? 0
                : Jdbc.number(
                        connection,
                        fill(COUNT, table, condition.get()),
                        condition.get().arguments().toArray());
    }

    /** Deletes the rows of a table that have the key. Returns their number; 0 if the table does not exist. */
    long delete(Connection connection, String table, KnownTable known, Set<String> columns, GuestKey guest)
            throws SQLException {
        Optional<Condition> condition = condition(connection, table, known, columns, guest);
        return condition.isEmpty()
                ? 0
                : Jdbc.update(
                        connection,
                        fill(DELETE, table, condition.get()),
                        condition.get().arguments().toArray());
    }

    /**
     * The different keys that a column of the target has in the rows with a key.
     *
     * @param wanted a column with the values of the feed
     * @param where the column that has the key
     */
    Set<String> values(Connection connection, KnownTable known, String wanted, String where, GuestKey key)
            throws SQLException {
        Optional<Condition> condition = condition(connection, known.target(), known, Set.of(where), key);
        if (condition.isEmpty()) {
            return Set.of();
        }
        boolean isText = known.table().definition().column(wanted).type().isText();
        Set<String> values = new HashSet<>(Jdbc.query(
                connection,
                DISTINCT.fill(Map.of(
                        "table", warehouse.dialect().qualified(known.target()),
                        "condition", "(" + condition.get().sql() + ")",
                        "column", warehouse.dialect().quote(wanted))),
                row -> isText
                        ? GuestKey.textOf(row.getString(1))
                        : row.getBigDecimal(1).stripTrailingZeros().toPlainString(),
                condition.get().arguments().toArray()));
        // an empty text identifies nobody
        values.remove("");
        return values;
    }

    private String fill(SqlTemplate sql, String table, Condition condition) {
        return sql.fill(Map.of("table", warehouse.dialect().qualified(table), "condition", condition.sql()));
    }

    /** Empty if no column of the table can have the key. */
    private Optional<Condition> condition(
            Connection connection, String table, KnownTable known, Set<String> columns, GuestKey guest)
            throws SQLException {
        Map<String, PresentType> types = warehouse.catalog().typesOf(connection, table);
        List<String> parts = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        for (Map.Entry<String, PresentType> present : types.entrySet()) {
            // a table of unclaimed rows may still have former names
            String name = known.table().presentName(present.getKey());
            if (columns.contains(name)) {
                boolean isText =
                        present.getValue().type().filter(ColumnType::isText).isPresent();
                List<String> spellings = isText && !known.rules().hashes(name)
                        ? spellingsIn(connection, table, present.getKey(), guest)
                        : guest.spellings();
                condition(known, name, present.getKey(), present.getValue(), guest, spellings)
                        .ifPresent(part -> {
                            parts.add(part.sql());
                            arguments.addAll(part.arguments());
                        });
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Condition(String.join(" OR ", parts), arguments));
    }

    private Optional<Condition> condition(
            KnownTable known, String name, String present, PresentType type, GuestKey guest, List<String> spellings) {
        String column = warehouse.dialect().quote(present);
        ColumnDefinition declared = known.table().definition().column(name);
        if (known.rules().hashes(name)) {
            return Optional.of(anyOf(
                    column + " = ?", 1, guest.digests(config.columns().key().orElseThrow())));
        }
        if (type.type().filter(ColumnType::isText).isPresent()) {
            // equal texts may differ in case or blanks at the end, as the column's collation or the database has it
            String exact = warehouse.dialect().exactText(column, type);
            // not every database counts bytes of UTF-8: its own function says the length of both
            String sought = warehouse.dialect().cast("?", ColumnType.varchar(ColumnType.MAX_VARCHAR));
            String isSame = "(" + column + " = ? AND " + exact + " = ? AND "
                    + warehouse.dialect().bytes(column) + " = "
                    + warehouse.dialect().bytes(sought) + ")";
            return Optional.of(anyOf(isSame, 3, spellings));
        }
        if (declared.type().isText()) {
            // somebody has given the column another type
            ColumnType text = ColumnType.varchar(ColumnType.MAX_VARCHAR);
            return Optional.of(anyOf(warehouse.dialect().cast(column, text) + " = ?", 1, spellings));
        }
        return guest.fits(declared.type())
                ? Optional.of(new Condition(
                        column + " = " + warehouse.dialect().cast("?", declared.type()), List.of(guest.text())))
                : Optional.empty();
    }

    /** A condition that holds for any of some values; each is the argument of all parameters of its part. */
    private static Condition anyOf(String isSame, int parameters, List<String> values) {
        List<Object> arguments = new ArrayList<>();
        values.forEach(value -> arguments.addAll(Collections.nCopies(parameters, value)));
        return new Condition("(" + String.join(" OR ", Collections.nCopies(values.size(), isSame)) + ")", arguments);
    }

    /** The spellings of a key that a column of texts has; the key itself in any case. */
    private List<String> spellingsIn(Connection connection, String table, String column, GuestKey guest)
            throws SQLException {
        Set<String> spellings = new TreeSet<>(List.of(guest.text()));
        Optional<String> beginning = guest.beginningOfSpellings();
        if (beginning.isPresent()) {
            String like = LIKE.fill(Map.of(
                    "table",
                    warehouse.dialect().qualified(table),
                    "column",
                    warehouse.dialect().quote(column)));
            Jdbc.query(connection, like, row -> row.getString(1), beginning.get() + "%").stream()
                    .filter(value -> GuestKey.textOf(value).equals(guest.text()))
                    .forEach(spellings::add);
        }
        return List.copyOf(spellings);
    }
}
