package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.Warehouse;

/**
 * The columns of a target that somebody else has made, compared with what the schema files say.
 *
 * @param equal the number of columns that can hold what the feed brings
 * @param extra columns that the feed does not have: they keep their values, and new rows get their default
 * @param differing columns of the feed that the target lacks or cannot hold
 * @param problems why rows of the feed do not fit, in words for people
 * @param notes what people should know, and what does not prevent anything
 */
public record ComparedColumns(
        int equal, List<String> extra, Set<String> differing, List<String> problems, List<String> notes) {

    /** Characters of the longest number, time or truth value as text. */
    private static final int LONGEST_PLAIN_VALUE = 41;

    public ComparedColumns {
        extra = List.copyOf(extra);
        differing = Set.copyOf(differing);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** Compares a target that exists. */
    public static ComparedColumns of(Connection connection, Warehouse warehouse, FeedTable table, String target)
            throws SQLException {
        TargetTable present = TargetTable.of(connection, warehouse, target);
        Set<String> differing = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (ColumnDefinition column : table.feedColumns()) {
            String name = column.name();
            if (!present.has(name)) {
                differing.add(name);
                problems.add("the target table " + target + " lacks the column " + name + " " + column.type()
                        + "; add it: " + String.join("; ", warehouse.ddl().addColumn(target, column, null))
                        + " (it is NULL in the rows that are there, until 'replay' loads their groups again)");
                continue;
            }
            PresentType type = present.typeOf(name).orElseThrow();
            String types = "the column " + name + " of the target table " + target + " is " + type
                    + ", and the feed's is " + column.type();
            boolean isOfOwner = type.isOfOwner();
            if ((isOfOwner || present.holds(name, column.type()))
                    && !warehouse.catalog().takes(connection, target, column)) {
                differing.add(name);
                problems.add(types + ", which the database does not convert; change "
                        + alter(warehouse, table, target, column));
            } else if (isOfOwner) {
                notes.add(types + ": a value that is not one of that type fails its table group");
            } else if (!present.holds(name, column.type())) {
                if (isConverted(type.type(), column.type())) {
                    notes.add(types + ": values are converted when they are loaded");
                } else {
                    differing.add(name);
                    problems.add(types + "; change " + alter(warehouse, table, target, column)
                            + " (what was rounded or cut stays so, until 'replay' loads its groups again)");
                }
            }
        }
        List<String> extra = present.columns().stream()
                .filter(column -> !table.definition().has(column))
                .toList();
        List<String> mandatory = warehouse.catalog().mandatoryColumns(connection, target);
        for (String column : mandatory) {
            if (extra.contains(column)) {
                problems.add("the column " + column + " of the target table " + target + " is not in the feed, takes no"
                        + " NULL and has no default, so that no row could be inserted; give it a default, or drop its"
                        + " NOT NULL");
            } else if (table.dropped().contains(column)) {
                problems.add("the column " + column + " of the target table " + target + " has left the feed and takes"
                        + " no NULL, so that no row could be inserted; drop its NOT NULL");
            } else if (!table.definition().column(column).notNull()) {
                notes.add("the column " + column + " of the target table " + target + " takes no NULL, which the feed"
                        + " may bring: such a table group would fail");
            }
        }
        int equal = table.feedColumns().size() - differing.size();
        return new ComparedColumns(equal, extra, differing, problems, notes);
    }

    /** The statement that gives a column its type, for a message. */
    private static String alter(Warehouse warehouse, FeedTable table, String target, ColumnDefinition column) {
        try {
            List<String> statements = warehouse.ddl().changeType(target, table.definition(), column);
            String conversion = warehouse.ddl().conversion(column);
            return statements.isEmpty()
                    ? "its type to " + warehouse.dialect().typeName(column.type())
                    : "it: " + String.join("; ", statements) + conversion;
        } catch (SQLException e) {
            return "its type to " + warehouse.dialect().typeName(column.type()) + ": " + e.getMessage();
        }
    }

    /**
     * Whether the database converts values of a declared type without a loss that matters: numbers to double
     * precision, anything to text that is long enough, and times to those with a zone. Key columns are checked more
     * strictly.
     */
    private static boolean isConverted(Optional<ColumnType> type, ColumnType declared) {
        if (type.isEmpty()) {
            return true;
        }
        return switch (type.get().kind()) {
            case VARCHAR -> !declared.isText() && type.get().precision() >= LONGEST_PLAIN_VALUE;
            case DOUBLE -> isNumber(declared);
            case TIMESTAMPTZ -> declared.kind() == ColumnType.Kind.TIMESTAMP || declared.kind() == ColumnType.Kind.DATE;
            default -> false;
        };
    }

    private static boolean isNumber(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE -> true;
            default -> false;
        };
    }
}
