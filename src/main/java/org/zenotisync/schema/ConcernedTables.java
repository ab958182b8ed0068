package org.zenotisync.schema;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.zenotisync.model.TableNames;

/**
 * The tables that a schema file concerns: those that wait as long as the file is there but not applied.
 *
 * @param isAll whether it may concern any table, since the file could not be read
 * @param names names of tables, see {@link TableNames}, sorted; empty if it concerns all or none
 */
public record ConcernedTables(boolean isAll, Set<String> names) {

    /** A file that may concern any table. */
    public static final ConcernedTables ALL = new ConcernedTables(true, Set.of());

    /** A file that concerns no table. */
    public static final ConcernedTables NONE = new ConcernedTables(false, Set.of());

    private static final String EVERY = "*";

    /** Names that a message holds. */
    private static final int NAMED = 5;

    /** Characters that a control table keeps. A longer list counts as all tables. */
    private static final int LONGEST = 60_000;

    public ConcernedTables {
        Set<String> canonical = new TreeSet<>();
        names.forEach(name -> canonical.add(TableNames.canonical(name)));
        names = Collections.unmodifiableSet(canonical);
    }

    /** These tables, by their folded names. */
    public static ConcernedTables of(Collection<String> names) {
        return new ConcernedTables(false, new TreeSet<>(names));
    }

    /** Reads what {@link #text()} has written. */
    static ConcernedTables parse(String text) {
        return text.equals(EVERY)
                ? ALL
                : of(Arrays.stream(text.split(","))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    /** The form that a control table keeps. */
    String text() {
        String text = String.join(",", names);
        return isAll || text.length() > LONGEST ? EVERY : text;
    }

    public boolean isNone() {
        return !isAll && names.isEmpty();
    }

    /** Whether a table, given by its folded name, is one of them. */
    public boolean has(String table) {
        return isAll || names.contains(TableNames.canonical(table));
    }

    /** Whether a table is among both. */
    public boolean meets(ConcernedTables other) {
        return isAll && !other.isNone()
                || other.isAll && !isNone()
                || names.stream().anyMatch(other::has);
    }

    /** These and others. */
    public ConcernedTables and(ConcernedTables others) {
        Set<String> both = new TreeSet<>(names);
        both.addAll(others.names);
        return isAll || others.isAll ? ALL : of(both);
    }

    /** The tables, for messages. */
    @Override
    public String toString() {
        if (isAll) {
            return "all tables";
        }
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }
}
