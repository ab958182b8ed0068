package org.zenotisync.feedmodel;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.testing.Spelled;

/**
 * Statements that damage a target table: rows are lost, changed, doubled, inserted again after a group has deleted them,
 * or come from nowhere. Now and then there are none.
 */
public final class RandomDamage {

    private final ExpectedTable expected;
    private final List<Map<String, Object>> rows;
    private final Dice dice;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private int strangers;

    /** @param actual the target's rows with all columns, in the form of {@link FeedValue} */
    public RandomDamage(long seed, ExpectedTable expected, List<List<Object>> actual) {
        this.expected = expected;
        this.rows = actual.stream().map(expected::asMap).toList();
        this.dice = new Dice(seed * 1_000_003 + expected.table().name().hashCode());
        if (dice.oneIn(25)) {
            note("emptied", new Change("DELETE FROM " + quoted(expected.table().name()), List.of()));
            return;
        }
        if (dice.oneIn(6)) {
            return;
        }
        if (dice.oneIn(2)) {
            resurrect();
        }
        for (int i = dice.between(1, 6); i > 0; i--) {
            damage();
        }
    }

    /** A statement and the values of its parameters. */
    private record Change(String sql, List<Object> values) {}

    /** Damages the target. */
    public void applyTo(Connection connection) throws SQLException {
        for (Change change : changes) {
            try (PreparedStatement statement = connection.prepareStatement(Spelled.in(connection, change.sql()))) {
                for (int i = 0; i < change.values().size(); i++) {
                    statement.setObject(i + 1, plain(change.values().get(i)));
                }
                statement.executeUpdate();
            }
        }
    }

    /** What the statements do, a word each. */
    public List<String> kinds() {
        return kinds;
    }

    /** DuckDB takes no numbers such as 1E+1. */
    private static Object plain(Object value) {
        return value instanceof BigDecimal number && number.scale() < 0 ? number.setScale(0) : value;
    }

    private void note(String kind, Change change) {
        kinds.add(kind);
        changes.add(change);
    }

    private void damage() {
        if (rows.isEmpty()) {
            return;
        }
        Map<String, Object> row = dice.pick(rows);
        switch (dice.between(1, 6)) {
            case 1, 2 ->
                note(
                        "lost",
                        new Change(
                                "DELETE FROM " + quoted(expected.table().name()) + " WHERE " + where(row),
                                whereValues(row)));
            case 3, 4 -> change(row);
            case 5 -> note("doubled", insert(row));
            default -> strange(row);
        }
    }

    private void change(Map<String, Object> row) {
        List<ColumnDefinition> columns = new ArrayList<>(expected.table().columns());
        columns.removeIf(column -> expected.match().contains(column.name()));
        ColumnDefinition column = dice.pick(columns);
        Object value = other(column, row.get(column.name()));
        List<Object> values = new ArrayList<>();
        if (value != null) {
            values.add(value);
        }
        values.addAll(whereValues(row));
        note(
                "changed",
                new Change(
                        "UPDATE " + quoted(expected.table().name()) + " SET " + quoted(column.name()) + " = "
                                + (value == null ? "NULL" : "?") + " WHERE " + where(row),
                        values));
    }

    private Object other(ColumnDefinition column, Object old) {
        if (old != null && dice.oneIn(4)) {
            return null;
        }
        return switch (column.type().kind()) {
            case BOOLEAN -> !Boolean.TRUE.equals(old);
            case SMALLINT, INTEGER, BIGINT, DECIMAL -> new BigDecimal("77");
            case REAL, DOUBLE -> 77.5;
            case DATE -> LocalDate.of(1977, 7, 7);
            case TIMESTAMP -> LocalDateTime.of(1977, 7, 7, 7, 7, 7, 777_000);
            default -> dice.oneIn(3) ? "" : "77";
        };
    }

    /** A row of the snapshot whose key the target does not have. */
    private void resurrect() {
        List<Map<String, Object>> absent = expected.snapshotRows().stream()
                .filter(row -> rows.stream().noneMatch(other -> key(other).equals(key(row))))
                .toList();
        if (!absent.isEmpty() && !expected.isKeyless()) {
            note("resurrected", insert(dice.pick(absent)));
        }
    }

    private List<Object> key(Map<String, Object> row) {
        List<Object> key = new ArrayList<>();
        expected.match().forEach(column -> key.add(row.get(column)));
        return key;
    }

    /** A row of a key that no snapshot has. */
    private void strange(Map<String, Object> row) {
        Map<String, Object> copy = new HashMap<>(row);
        for (ColumnDefinition column : expected.table().columns()) {
            boolean isFirst = expected.isKeyless()
                    ? expected.table().indexOf(column.name()) == 0
                    : expected.match().get(0).equals(column.name());
            if (isFirst) {
                strangers++;
                copy.put(
                        column.name(),
                        switch (column.type().kind()) {
                            case VARCHAR -> "stranger " + strangers;
                            case TIMESTAMP -> LocalDateTime.of(1970, 1, 1, 0, strangers);
                            default -> new BigDecimal(1_999_999_000 + strangers);
                        });
            }
        }
        note("strange", insert(copy));
    }

    private Change insert(Map<String, Object> row) {
        List<String> names = expected.table().columnNames().stream()
                .filter(name -> row.get(name) != null)
                .toList();
        return new Change(
                "INSERT INTO " + quoted(expected.table().name()) + " ("
                        + names.stream().map(RandomDamage::quoted).collect(Collectors.joining(", ")) + ") VALUES ("
                        + names.stream().map(name -> "?").collect(Collectors.joining(", ")) + ")",
                names.stream().map(row::get).toList());
    }

    private List<String> whereColumns() {
        return expected.isKeyless() ? expected.table().columnNames() : expected.match();
    }

    private String where(Map<String, Object> row) {
        return whereColumns().stream()
                .map(column -> quoted(column) + (row.get(column) == null ? " IS NULL" : " = ?"))
                .collect(Collectors.joining(" AND "));
    }

    private List<Object> whereValues(Map<String, Object> row) {
        return whereColumns().stream().map(row::get).filter(Objects::nonNull).toList();
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
