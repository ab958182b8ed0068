package org.zenotisync.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zenotisync.feed.csv.FileRules;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.ObjectLoader;
import org.zenotisync.warehouse.ObjectSet;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/**
 * Looks in a stage that a database has filled from S3 for rows that the reader would refuse: missing values of columns
 * that must have one, and lines that are not rows. It may find too many, since all rows are read again then, but must
 * not overlook one.
 */
final class StagedDoubts {

    private final Warehouse warehouse;
    private final ObjectLoader loader;
    private final MergePlan plan;
    private final FileRules rules;

    StagedDoubts(Warehouse warehouse, ObjectLoader loader, LoadPlan plan) {
        this.warehouse = warehouse;
        this.loader = loader;
        this.plan = plan.merge();
        this.rules = plan.rules();
    }

    /**
     * Why the files must be read row by row; empty if no check fails.
     *
     * @param sets what the stage was filled from; rows with void=1 of an append-only fact are deleted already
     */
    Optional<String> find(Connection connection, Collection<ObjectSet> sets) throws SQLException {
        String missing = missingValues(sets);
        if (!missing.isEmpty() && any(connection, missing)) {
            return Optional.of("a value is missing where the schema says NOT NULL or PRIMARY KEY");
        }
        String odd = sets.stream()
                .map(ObjectSet::columns)
                .distinct()
                .map(this::oddLine)
                .filter(condition -> !condition.isEmpty())
                .collect(Collectors.joining(" OR "));
        if (!odd.isEmpty() && any(connection, odd)) {
            return Optional.of("a row looks like a header, or like a line of dashes");
        }
        return Optional.empty();
    }

    private boolean any(Connection connection, String condition) throws SQLException {
        String count = "SELECT count(*) FROM " + warehouse.dialect().temporary(StageTable.NAME) + " WHERE " + condition;
        return Jdbc.number(connection, count) > 0;
    }

    /** Includes columns that some file lacks: its rows have NULL there, and cannot be distinguished from bad ones. */
    private String missingValues(Collection<ObjectSet> sets) {
        List<String> conditions = new ArrayList<>();
        for (ColumnDefinition column : plan.table().definition().columns()) {
            boolean isInAnyFile = sets.stream().anyMatch(set -> set.columns().contains(column));
            if (isInAnyFile && rules.isRequired(column)) {
                boolean isAlwaysRead =
                        plan.kind() != TableKind.FACT || rules.match().contains(column.name());
                conditions.add(warehouse.dialect().quote(column.name()) + " IS NULL"
                        + (isAlwaysRead ? "" : " AND NOT " + isVoid()));
            }
        }
        return String.join(" OR ", conditions);
    }

    private String isVoid() {
        TableDefinition table = plan.table().definition();
        String column = warehouse.dialect().quote(TableCsvReader.VOID);
        boolean isBoolean = table.column(TableCsvReader.VOID).type().kind() == ColumnType.Kind.BOOLEAN;
        return "(" + (isBoolean ? warehouse.dialect().isTrue(column) : column + " = 1") + ")";
    }

    /** Such a line can only be loaded if all columns are texts; two of its fields are enough to recognise it. */
    private String oddLine(List<ColumnDefinition> columns) {
        if (!columns.stream().allMatch(column -> column.type().isText())) {
            return "";
        }
        List<ColumnDefinition> first = columns.subList(0, Math.min(2, columns.size()));
        String drawn = first.stream().map(this::isDrawn).collect(Collectors.joining(" AND ", "(", ")"));
        if (columns.size() == 1 || rules.headerNames().isEmpty()) {
            return drawn;
        }
        String header = first.stream().map(this::isNamed).collect(Collectors.joining(" AND ", "(", ")"));
        return drawn + " OR " + header;
    }

    private String isDrawn(ColumnDefinition column) {
        String name = warehouse.dialect().quote(column.name());
        return loader.without(name, "-=+| \t", 'x') + " = '' AND " + name + " <> ''";
    }

    private String isNamed(ColumnDefinition column) {
        String names =
                rules.headerNames().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        String folded = "lower(" + warehouse.dialect().quote(column.name()) + ")";
        return loader.without(folded, " []\"`_''\t\u00a0\ufeff-.#", 'a') + " IN (" + names + ")";
    }
}
