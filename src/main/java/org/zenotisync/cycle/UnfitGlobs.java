package org.zenotisync.cycle;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.config.ColumnGlob;
import org.zenotisync.config.GuestColumns;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.Spelling;

/** Finds globs of columns in the settings that fit no column of any known table; most likely they are misspelled. */
public final class UnfitGlobs {

    /** So many near names are shown. */
    private static final int NAMED = 3;

    private UnfitGlobs() {}

    /** What is wrong with a glob, and names that are near; empty if it fits a column. */
    public static Optional<String> complaint(ColumnGlob glob, List<FeedTable> known) {
        List<FeedTable> tables =
                known.stream().filter(table -> glob.fitsTable(table.name())).toList();
        if (tables.isEmpty()) {
            List<String> names = known.stream().map(FeedTable::name).toList();
            return Optional.of("no known table fits '" + glob.text() + "', so it has no effect"
                    + near("tables", glob.table(), names));
        }
        Set<String> columns = new LinkedHashSet<>();
        tables.forEach(table -> columns.addAll(table.definition().columnNames()));
        if (columns.stream().anyMatch(glob::fitsColumn)) {
            return Optional.empty();
        }
        String complaint = "no column of " + (tables.size() == 1 ? tables.get(0).name() : "any known table") + " fits '"
                + glob.text() + "', so it has no effect";
        return Optional.of(complaint
                + renamed(glob, tables).orElseGet(() -> near("columns", glob.column(), List.copyOf(columns))));
    }

    /** What is wrong with the globs of columns that refer to guests, each with its setting. Former names count, too. */
    static List<String> ofGuests(GuestColumns columns, List<FeedTable> known) {
        List<String> complaints = new ArrayList<>();
        columns.globs().forEach((glob, setting) -> {
            boolean isFormer = known.stream()
                    .filter(table -> glob.fitsTable(table.name()))
                    .flatMap(table -> table.formerNames().keySet().stream())
                    .anyMatch(glob::fitsColumn);
            if (!isFormer) {
                complaint(glob, known).ifPresent(text -> complaints.add(setting + ": " + text));
            }
        });
        return complaints;
    }

    /** Columns count by their present names only. */
    private static Optional<String> renamed(ColumnGlob glob, List<FeedTable> tables) {
        return tables.stream()
                .flatMap(table -> table.formerNames().entrySet().stream()
                        .filter(name -> glob.fitsColumn(name.getKey()))
                        .map(name -> "; column " + name.getKey() + " of " + table.name() + " is called "
                                + name.getValue() + " now"))
                .findFirst();
    }

    private static String near(String what, String name, List<String> names) {
        return names.isEmpty()
                ? ""
                : "; " + what + " with near names: " + String.join(", ", Spelling.nearest(name, names, NAMED));
    }
}
