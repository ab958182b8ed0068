package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.warehouse.PresentType;

/**
 * What a table is after somebody has made the change of a schema file by hand: as the statements of the file say it, as
 * far as they can be read, and as the target confirms it. What does not fit is a difference; then nothing of it may be
 * kept.
 */
final class AcceptedTable {

    private final String name;
    private final TargetTable target;
    private final Set<String> ofOthers;
    private final Optional<List<String>> order;
    private final Map<String, String> renamed;

    private final List<String> differences = new ArrayList<>();
    private final HandMadeChanges changes;
    private Optional<FeedTable> table;

    /**
     * @param name its folded name
     * @param before what was known of it
     * @param ofOthers columns that other sources have declared
     * @param order the feed's order, if the person has given it
     * @param renamed former names of columns that have got another one by that order, by the new name
     */
    AcceptedTable(
            String name,
            Optional<FeedTable> before,
            StatementPlanner planner,
            TargetTable target,
            Set<String> ofOthers,
            Optional<List<String>> order,
            Map<String, String> renamed) {
        this.name = name;
        this.table = before;
        this.target = target;
        this.ofOthers = Set.copyOf(ofOthers);
        this.order = order;
        this.renamed = Map.copyOf(renamed);
        this.changes = new HandMadeChanges(before, planner, target);
    }

    /** What it is by now; empty if nothing is known of it. */
    Optional<FeedTable> table() {
        return table;
    }

    /** Whether the person has given the order of the columns. */
    boolean isOrdered() {
        return order.isPresent();
    }

    /** What does not fit, in words for people. */
    List<String> differences() {
        return differences;
    }

    /** Takes over a statement about this table. */
    void add(SchemaStatement statement) throws SQLException {
        changes.add(statement);
        table = changes.table();
    }

    /**
     * Takes over what is known of the rest of the file.
     *
     * @param takesExtras whether columns of the target that are not known are taken for new ones, if the file is not
     *     text
     */
    void complete(UnreadStatements unread, boolean takesExtras) {
        if (order.isPresent()) {
            takeOrder(order.get());
            return;
        }
        differences.addAll(changes.refusals());
        requireNamed();
        if (table.isEmpty()) {
            takeTarget();
            return;
        }
        if (target.isThere()) {
            // otherwise it is made with all columns when it is made
            takeColumns(table.get(), unread, takesExtras);
        }
    }

    private void takeColumns(FeedTable known, UnreadStatements unread, boolean takesExtras) {
        List<String> feed = new ArrayList<>();
        for (String column : known.feedColumnNames()) {
            if (target.has(column)) {
                feed.add(column);
            } else if (unread.isText() && !unread.mention(column)) {
                if (!changes.named().containsKey(column)) {
                    differences.add("the target table lacks the column " + column);
                }
                feed.add(column);
            }
        }
        Map<String, ColumnDefinition> columns = HandMadeChanges.columns(known);
        for (String extra : unread.isText() ? unknown() : extras()) {
            if (unread.isText() ? unread.mention(extra) : takesExtras) {
                newColumn(extra).ifPresent(column -> {
                    columns.put(extra, column);
                    feed.add(extra);
                });
            }
        }
        requireKnownOrder(unread, known);
        requireKnownPlaces(unread, known);
        if (differences.isEmpty()) {
            table = Optional.of(ReorderedTable.of(known, feed, columns, target));
        }
    }

    /** Columns of the target that no source has declared, in its order. */
    List<String> extras() {
        return unknown().stream().filter(column -> !ofOthers.contains(column)).toList();
    }

    /** Columns of the target that the source has not declared, in its order. */
    private List<String> unknown() {
        return target.columns().stream()
                .filter(column -> table.isPresent() && !table.get().definition().has(column))
                .toList();
    }

    /** What the file names must be in the target, and be able to hold what the file says. */
    private void requireNamed() {
        if (!target.isThere()) {
            return;
        }
        changes.named().forEach((column, type) -> {
            if (!target.has(column)) {
                differences.add("the target table lacks the column " + column + ", which the file says is " + type);
            } else if (!target.holds(column, type)) {
                differences.add("the column " + column + " is "
                        + target.typeOf(column).orElseThrow()
                        + " in the target table; the file says " + type);
            }
        });
    }

    /** A statement that cannot be read and names a column may move, drop or rename it. */
    private void requireKnownOrder(UnreadStatements unread, FeedTable known) {
        List<String> touched = known.feedColumnNames().stream()
                .filter(target::has)
                .filter(column -> unread.mayChange(name, column))
                .toList();
        if (!touched.isEmpty()) {
            differences.add("the file names " + String.join(", ", touched)
                    + " in a statement that cannot be read, so that the order of the feed's columns is not known;"
                    + " give it with --columns");
        }
    }

    /**
     * A column that is gone and a new one may be one renamed column, which keeps its place in files. At the end of the
     * order its values would be read into other columns.
     */
    private void requireKnownPlaces(UnreadStatements unread, FeedTable known) {
        List<String> gone = known.feedColumnNames().stream()
                .filter(column -> !target.has(column))
                .toList();
        List<String> fresh = extras();
        if (unread.mayRename(gone, fresh)) {
            differences.add("the target table lacks " + String.join(", ", gone) + " and has " + String.join(", ", fresh)
                    + ", which may be a new name for a column in its old place, so that the order of the feed's"
                    + " columns is not known; give it with --columns");
        }
    }

    private void takeTarget() {
        if (!target.isThere()) {
            differences.add("there is no target table");
            return;
        }
        takeOrder(target.columns());
    }

    /** Columns that the person, or the target, gives in the order of files. */
    private void takeOrder(List<String> feed) {
        Map<String, ColumnDefinition> columns =
                table.map(HandMadeChanges::columns).orElseGet(LinkedHashMap::new);
        renamed.forEach((now, former) -> {
            if (columns.containsKey(former)) {
                columns.putIfAbsent(now, columns.get(former).withName(now));
            }
        });
        for (String column : feed) {
            if (target.isThere() && !target.has(column)) {
                differences.add("the target table lacks the column " + column);
            } else if (!columns.containsKey(column)) {
                newColumn(column).ifPresent(fresh -> columns.put(column, fresh));
            }
        }
        if (!differences.isEmpty()) {
            return;
        }
        table = Optional.of(table.map(known -> ReorderedTable.of(known, feed, columns, target))
                .orElseGet(() -> new FeedTable(new TableDefinition(
                        name, feed.stream().map(columns::get).toList(), List.of(), List.of()))));
    }

    /** A column as the file, or else the target, says it is. */
    private Optional<ColumnDefinition> newColumn(String column) {
        Optional<ColumnType> type = Optional.ofNullable(changes.named().get(column))
                .or(() -> target.typeOf(column).flatMap(PresentType::type));
        if (type.isEmpty()) {
            differences.add(target.typeOf(column)
                    .map(spelled -> "the column " + column + " is " + spelled
                            + " in the target table, a type that files cannot be loaded into;"
                            + " give it another one")
                    .orElse("the column " + column + " is not known, and there is no target table that has it"));
        }
        return type.map(known -> new ColumnDefinition(column, known));
    }

    /** The columns of files, for people. */
    String text() {
        return table.map(known -> String.join(", ", known.feedColumnNames())).orElse("not known");
    }

    /** The definition, to be compared with another one. */
    static String fingerprint(FeedTable table) {
        return DdlParser.canonical(table.definition()) + table.formerNames() + table.dropped();
    }
}
