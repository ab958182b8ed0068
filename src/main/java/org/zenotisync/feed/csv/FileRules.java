package org.zenotisync.feed.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.warehouse.ValueLimits;

/**
 * What a file of a table must look like, beyond the CSV itself.
 *
 * @param table what is known of the table
 * @param key names of the key's columns, which a header must have, since rows are found by them; empty for append-only
 *     facts
 * @param match names of the columns that the load finds rows by: the key, of a fact organizationid too
 * @param hidden names of the columns whose values neither messages nor bad rows may show: the target does not have them
 * @param limits what the target has no place for, in columns that are not hidden
 */
public record FileRules(FeedTable table, List<String> key, List<String> match, Set<String> hidden, ValueLimits limits) {

    static final String ORGANIZATION = "organizationid";

    public FileRules {
        key = List.copyOf(key);
        match = List.copyOf(match);
        hidden = Set.copyOf(hidden);
    }

    /** The rules for a target that has a place for all values. */
    public FileRules(FeedTable table, List<String> key, List<String> match, Set<String> hidden) {
        this(table, key, match, hidden, ValueLimits.NONE);
    }

    /** The rules of a table whose rows are found by the key alone, and of which all values may be shown. */
    public FileRules(FeedTable table, List<String> key) {
        this(table, key, key, Set.of());
    }

    /** The same rules for a target that has no place for some values. */
    public FileRules within(ValueLimits target) {
        return new FileRules(table, key, match, hidden, target);
    }

    /**
     * Whether a file that has a column must have a value there: the schema script declares it NOT NULL, or as a part of
     * the PRIMARY KEY. A column that has left the feed needs no value.
     */
    public boolean isRequired(ColumnDefinition column) {
        return !table.dropped().contains(column.name())
                && (column.notNull() || table.definition().primaryKey().contains(column.name()));
    }

    /**
     * All names that a header may have for columns, for a database that reads the files: in lower case, without blanks,
     * brackets, quotes and underscores.
     */
    public List<String> headerNames() {
        return new ColumnNames(table)
                .plainNames().stream()
                        .map(name -> new String(name, StandardCharsets.US_ASCII))
                        .toList();
    }

    /** Names of the columns that a file without a header must have if it is not known which columns came later. */
    Set<String> mandatory() {
        Set<String> mandatory = new TreeSet<>(key);
        mandatory.add(TableCsvReader.VOID);
        mandatory.add(ORGANIZATION);
        return mandatory;
    }
}
