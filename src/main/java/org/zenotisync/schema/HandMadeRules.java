package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.config.ColumnsConfig;
import org.zenotisync.model.FeedTable;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;

/**
 * What a target has of hidden columns after somebody has made the changes of a file by hand. A column that takes over
 * the values of a hidden one, under another name or as a copy, is hidden like it: until the settings name it, nothing
 * is loaded into the table.
 */
final class HandMadeRules {

    private final ColumnsConfig config;
    private final Set<String> present;
    private final Map<String, String> renamedByPlace = new HashMap<>();
    private ColumnRules rules;

    private HandMadeRules(ColumnsConfig config, Set<String> present, ColumnRules made) {
        this.config = config;
        this.present = Set.copyOf(present);
        this.rules = made;
    }

    /**
     * Finds it out.
     *
     * @param made with what the target was made
     * @param before what was known of the table
     * @param statements the statements of the file about the table that can be read
     * @param order the feed's order of columns, if the person gives it
     * @param present the columns that the target has now
     */
    static HandMadeRules of(
            ColumnsConfig config,
            ColumnRules made,
            Optional<FeedTable> before,
            List<SchemaStatement> statements,
            Optional<List<String>> order,
            Set<String> present) {
        ColumnRules known = made.only(
                column -> before.filter(table -> table.definition().has(column)).isPresent());
        HandMadeRules rules = new HandMadeRules(config, present, known);
        List<String> feed =
                new ArrayList<>(before.map(FeedTable::feedColumnNames).orElse(List.of()));
        for (SchemaStatement statement : statements) {
            rules.add(statement);
            if (statement instanceof RenameColumn rename) {
                feed.replaceAll(column -> column.equals(rename.from()) ? rename.to() : column);
            }
        }
        order.ifPresent(now -> rules.compare(feed, now));
        return rules;
    }

    /** The rules of the target now. */
    ColumnRules rules() {
        return rules;
    }

    /** Hidden columns that have got another name by the order that the person gives: former names by present ones. */
    Map<String, String> renamedByPlace() {
        return renamedByPlace;
    }

    private void add(SchemaStatement statement) {
        if (statement instanceof RenameColumn rename) {
            takeOver(rename.from(), rename.to());
        } else if (statement instanceof CopyColumn copy) {
            copy(copy);
        } else if (statement instanceof AddColumn add
                && !present.contains(add.column().name())) {
            String name = add.column().name();
            rules = rules.with(
                    name,
                    new ColumnRules(config.rulesOf(add.table(), List.of(name)).excluded(), Set.of(), ""));
        }
    }

    /** A column that is still there, with digests, keeps them. */
    private void takeOver(String from, String to) {
        ColumnRules renamed = rules.renamed(from, to);
        boolean isKept = rules.hashes(from) && present.contains(from);
        rules = isKept ? renamed.with(from, rules) : renamed;
    }

    private void copy(CopyColumn copy) {
        boolean isHiddenAnyway =
                config.rulesOf(copy.table(), List.of(copy.to())).hides(copy.to());
        if (rules.hashes(copy.from()) || rules.excludes(copy.from()) && !isHiddenAnyway) {
            rules = rules.renamed(copy.from(), copy.to()).with(copy.from(), rules);
        }
    }

    /** A hidden column that is gone, and a new one between the same neighbours, are one column with another name. */
    private void compare(List<String> feed, List<String> now) {
        Map<String, List<String>> fresh = strangersByNeighbour(now, feed);
        strangersByNeighbour(feed, now).forEach((neighbour, gone) -> {
            List<String> candidates = fresh.getOrDefault(neighbour, List.of());
            for (int i = 0; i < Math.min(gone.size(), candidates.size()); i++) {
                if (rules.hides(gone.get(i))) {
                    takeOver(gone.get(i), candidates.get(i));
                    renamedByPlace.put(candidates.get(i), gone.get(i));
                }
            }
        });
    }

    /** The columns that only one of two orders has, by the last column before them that both have. */
    private static Map<String, List<String>> strangersByNeighbour(List<String> columns, List<String> others) {
        Map<String, List<String>> strangers = new HashMap<>();
        String neighbour = "";
        for (String column : columns) {
            if (others.contains(column)) {
                neighbour = column;
            } else {
                strangers
                        .computeIfAbsent(neighbour, before -> new ArrayList<>())
                        .add(column);
            }
        }
        return strangers;
    }
}
