package org.zenotisync.privacy;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;

/**
 * Which columns of one table the target does not have as the feed has them. A column is either left out or hashed.
 *
 * @param excluded folded names of the columns that are left out
 * @param hashed folded names of the columns whose values are replaced by their digest
 * @param keyCheck the check value of the key that they are hashed with, see {@link HashKey#check}; empty if no column
 *     is hashed
 */
public record ColumnRules(Set<String> excluded, Set<String> hashed, String keyCheck) {

    /** The target has all columns as the feed has them. */
    public static final ColumnRules NONE = new ColumnRules(Set.of(), Set.of(), "");

    /** The type of a hashed column: a SHA-256 in hexadecimal digits. */
    public static final ColumnType DIGEST = ColumnType.varchar(64);

    private static final String EXCLUDE = "exclude=";
    private static final String HASH = "hash=";
    private static final String KEY = "key=";

    public ColumnRules {
        Set<String> left = Set.copyOf(excluded);
        excluded = left;
        hashed = filtered(hashed, column -> !left.contains(column));
        keyCheck = hashed.isEmpty() ? "" : keyCheck;
    }

    /** Whether the target has all columns as the feed has them. */
    public boolean isEmpty() {
        return excluded.isEmpty() && hashed.isEmpty();
    }

    /** Whether the target does not have a column. */
    public boolean excludes(String column) {
        return excluded.contains(column);
    }

    /** Whether the target has digests in a column. */
    public boolean hashes(String column) {
        return hashed.contains(column);
    }

    /** Whether values of a column must not be shown: it is left out or hashed. */
    public boolean hides(String column) {
        return excludes(column) || hashes(column);
    }

    /** The names of the columns whose values must not be shown. */
    public Set<String> hidden() {
        return Stream.concat(excluded.stream(), hashed.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The table as the target has it. */
    public FeedTable project(FeedTable table) {
        return isEmpty() ? table : table.withColumns(project(table.feedColumns()), project(table.droppedColumns()));
    }

    /** The definition as the target has it. */
    public TableDefinition project(TableDefinition table) {
        return isEmpty() ? table : table.withColumns(project(table.columns()));
    }

    private List<ColumnDefinition> project(List<ColumnDefinition> columns) {
        return columns.stream()
                .filter(column -> !excludes(column.name()))
                .map(this::project)
                .toList();
    }

    /** A column, which is not left out, as the target has it. */
    public ColumnDefinition project(ColumnDefinition column) {
        return hashes(column.name()) ? new ColumnDefinition(column.name(), DIGEST, null, column.notNull()) : column;
    }

    /** The rules for some of the columns. */
    public ColumnRules only(Predicate<String> columns) {
        return new ColumnRules(filtered(excluded, columns), filtered(hashed, columns), keyCheck);
    }

    private static Set<String> filtered(Set<String> names, Predicate<String> columns) {
        return names.stream().filter(columns).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * These rules without one column, and with the rule that others have for it. Columns that are hashed already keep
     * the check value of their key.
     */
    public ColumnRules with(String column, ColumnRules others) {
        ColumnRules rest = only(name -> !name.equals(column));
        ColumnRules own = others.only(column::equals);
        return new ColumnRules(
                union(rest.excluded, own.excluded),
                union(rest.hashed, own.hashed),
                rest.hashed.isEmpty() ? own.keyCheck : rest.keyCheck);
    }

    /** The rules after a column got another name. */
    public ColumnRules renamed(String from, String to) {
        ColumnRules rest = only(name -> !name.equals(from) && !name.equals(to));
        return new ColumnRules(
                excludes(from) ? union(rest.excluded, Set.of(to)) : rest.excluded,
                hashes(from) ? union(rest.hashed, Set.of(to)) : rest.hashed,
                keyCheck);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The rules as a control table keeps them. */
    public String text() {
        return EXCLUDE + list(excluded) + ' ' + HASH + list(hashed) + ' ' + KEY + keyCheck;
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @param text null for a table without rules
     */
    public static ColumnRules read(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        String[] parts = text.split(" ", -1);
        return new ColumnRules(
                names(parts[0].substring(EXCLUDE.length())),
                names(parts[1].substring(HASH.length())),
                parts[2].substring(KEY.length()));
    }

    private static Set<String> names(String list) {
        return list.isEmpty() ? Set.of() : Set.of(list.split(","));
    }

    private static String list(Collection<String> names) {
        return String.join(",", new TreeSet<>(names));
    }

    /** For people: the columns that are left out, and those that are hashed. */
    @Override
    public String toString() {
        return Stream.of(words("excluded", excluded), words("hashed", hashed))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String words(String what, Set<String> columns) {
        return columns.isEmpty() ? "" : what + " " + String.join(", ", new TreeSet<>(columns));
    }
}
