package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_layout}: the order of columns that files without a header had up to a group, if a schema
 * script has changed it since by more than columns at the end. A group that is consumed again is read in the order of
 * its time.
 */
public final class EarlierLayouts implements ControlTable {

    public static final String TABLE = "zenoti_sync_layout";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .source()
            .pod()
            .tableName()
            .number("last_group")
            .longText("column_names")
            .key("source", "pod", "table_name", "last_group")
            .define();

    private static final SqlTemplate SELECT_FROM = SqlTemplate.of(
            """
            SELECT column_names
            FROM {table}
            WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ?
            ORDER BY last_group
            """);

    private static final SqlTemplate SELECT_OF_TABLE = SqlTemplate.of(
            """
            SELECT source, pod, last_group, column_names
            FROM {table}
            WHERE table_name = ?
            """);

    private static final SqlTemplate UPDATE = SqlTemplate.of(
            """
            UPDATE {table}
            SET column_names = ?
            WHERE source = ? AND pod = ? AND table_name = ? AND last_group = ?
            """);

    private static final SqlTemplate INSERT = SqlTemplate.of(
            """
            INSERT INTO {table} (source, pod, table_name, last_group, column_names)
            VALUES (?, ?, ?, ?, ?)
            """);

    private final String table;

    public EarlierLayouts(Warehouse warehouse) {
        this.table = warehouse.dialect().qualified(TABLE);
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** The columns of the files of a table group, if they are not the present ones. */
    public Optional<List<String>> of(Connection connection, TableGroupId id) throws SQLException {
        return Jdbc.first(
                connection,
                SELECT_FROM.fill("table", table),
                row -> List.of(row.getString(1).split(",")),
                id.source(),
                id.pod(),
                id.table(),
                id.group());
    }

    /**
     * Keeps the order that a table had before a script, if the script has changed it.
     *
     * @param source id of the source whose script it is
     * @param before the table before the script
     * @param after the table after it
     * @param nameOf gives the name after the script of the column that has the values of a column before it
     * @param uses what was consumed in the order before the script
     */
    void note(
            Connection connection,
            String source,
            FeedTable before,
            FeedTable after,
            UnaryOperator<String> nameOf,
            List<TableUse> uses)
            throws SQLException {
        List<Layout> known = ofTable(connection, after.name()).stream()
                .filter(layout -> layout.source().equals(source))
                .toList();
        for (Layout layout : known) {
            update(connection, after.name(), layout, presentNames(layout.columns(), before.added(), nameOf));
        }
        List<String> order = presentNames(before.feedColumnNames(), before.added(), nameOf);
        if (isBeginning(order, after.feedColumnNames())) {
            return;
        }
        for (TableUse use : uses) {
            if (!use.source().equals(source)) {
                continue;
            }
            boolean isKnown = known.stream()
                    .anyMatch(layout -> layout.source().equals(use.source())
                            && layout.pod().equals(use.pod())
                            && layout.group() == use.group());
            if (use.group() > 0 && !isKnown) {
                Jdbc.update(
                        connection,
                        INSERT.fill("table", table),
                        use.source(),
                        use.pod(),
                        after.name(),
                        use.group(),
                        String.join(",", order));
            }
        }
    }

    /**
     * Notes the new names of columns that a script of one source has given to those of another one.
     *
     * @param other id of the other source
     * @param before the table as that source had it before the script
     * @param nameOf gives the name after the script of the column that has the values of a column before it
     */
    void renameOfOther(Connection connection, String other, FeedTable before, UnaryOperator<String> nameOf)
            throws SQLException {
        for (Layout layout : ofTable(connection, before.name())) {
            if (layout.source().equals(other)) {
                update(connection, before.name(), layout, presentNames(layout.columns(), before.added(), nameOf));
            }
        }
    }

    private List<Layout> ofTable(Connection connection, String feedTable) throws SQLException {
        return Jdbc.query(
                connection,
                SELECT_OF_TABLE.fill("table", table),
                row -> new Layout(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        List.of(row.getString(4).split(","))),
                feedTable);
    }

    private void update(Connection connection, String feedTable, Layout layout, List<String> columns)
            throws SQLException {
        if (!columns.equals(layout.columns())) {
            Jdbc.update(
                    connection,
                    UPDATE.fill("table", table),
                    String.join(",", columns),
                    layout.source(),
                    layout.pod(),
                    feedTable,
                    layout.group());
        }
    }

    private record Layout(String source, String pod, long group, List<String> columns) {}

    /**
     * The columns that have the values now. If a column has taken over the values of another one, files had both only
     * if it is not among the last columns, which came later. Then the field of the other column belongs to no column.
     */
    private static List<String> presentNames(List<String> columns, Set<String> added, UnaryOperator<String> nameOf) {
        List<String> present = new ArrayList<>();
        for (String column : columns) {
            String name = nameOf.apply(column);
            int heir = present.indexOf(name);
            if (heir < 0) {
                present.add(name);
            } else if (added.containsAll(columns.subList(present.size(), columns.size()))) {
                return present;
            } else {
                present.set(heir, "-" + columns.get(heir));
                present.add(name);
            }
        }
        return present;
    }

    private static boolean isBeginning(List<String> order, List<String> present) {
        return order.size() <= present.size() && order.equals(present.subList(0, order.size()));
    }
}
