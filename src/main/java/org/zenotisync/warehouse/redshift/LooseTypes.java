package org.zenotisync.warehouse.redshift;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.StageTable;

/**
 * Types of a stage that show what COPY would cut without an error: digits after a decimal's last one, and the time of a
 * date ("Data conversion parameters"). Columns that rows are matched or distributed by keep their types, so that
 * Redshift can join rows on the node that stores them.
 */
final class LooseTypes {

    /** Additional digits of a stage's decimals; digits after these are not seen. */
    private static final int MORE_DIGITS = 4;

    private LooseTypes() {}

    /** The columns of the feed table as COPY fills them. They have no encoding, since they are needed for one merge. */
    static List<ColumnDefinition> of(StageTable stage) {
        return stage.table().columns().stream()
                .map(column -> new ColumnDefinition(
                        column.name(), isLoose(stage, column) ? loose(column.type()) : column.type()))
                .toList();
    }

    /** A condition for rows with a value that would be cut; empty if no column can have one. */
    static String cutCondition(StageTable stage) {
        return stage.table().columns().stream()
                .filter(column -> isLoose(stage, column))
                .map(LooseTypes::cut)
                .collect(Collectors.joining(" OR "));
    }

    private static String cut(ColumnDefinition column) {
        String name = '"' + column.name() + '"';
        return column.type().kind() == Kind.DATE
                ? name + " <> date_trunc('day', " + name + ")"
                : name + " <> round(" + name + ", " + column.type().scale() + ")";
    }

    private static boolean isLoose(StageTable stage, ColumnDefinition column) {
        return !loose(column.type()).equals(column.type())
                && !stage.match().contains(column.name())
                && !Objects.equals(column.name(), stage.table().storage().distKey());
    }

    private static ColumnType loose(ColumnType type) {
        return switch (type.kind()) {
            case DATE -> ColumnType.of(Kind.TIMESTAMP);
            case DECIMAL -> {
                int more = Math.min(MORE_DIGITS, ColumnType.MAX_DECIMAL - type.precision());
                // "Numeric types": a scale of 37 at most
                more = Math.max(0, Math.min(more, ColumnType.MAX_DECIMAL - 1 - type.scale()));
                yield ColumnType.decimal(type.precision() + more, type.scale() + more);
            }
            default -> type;
        };
    }
}
