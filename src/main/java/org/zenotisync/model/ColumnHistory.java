package org.zenotisync.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What scripts that are applied again must know about later scripts.
 *
 * @param moved columns whose values a script has copied into another column, with that column
 * @param returned names of columns that have left the feed, or got another name, and that a later script has brought
 *     back
 * @param declared a digest of the CREATE TABLE that was applied last. It is empty if an earlier version of the program
 *     has made the table, and begins with {@code ?} if a later CREATE TABLE of such a table is known
 */
public record ColumnHistory(Map<String, String> moved, Set<String> returned, String declared) {

    /** The history of a table without later scripts. */
    public static final ColumnHistory NONE = new ColumnHistory(Map.of(), Set.of(), "");

    private static final String PARTLY = "?";

    public ColumnHistory {
        moved = Map.copyOf(moved);
        returned = Set.copyOf(returned);
    }

    /** The history with one more column whose values were copied. */
    public ColumnHistory withMoved(String from, String to) {
        Map<String, String> all = new HashMap<>(moved);
        all.put(from, to);
        return new ColumnHistory(all, returned, declared);
    }

    /** The history with one more column that is back. Its own values count again. */
    public ColumnHistory withReturned(String column) {
        Map<String, String> rest = new HashMap<>(moved);
        rest.remove(column);
        Set<String> all = new HashSet<>(returned);
        all.add(column);
        return new ColumnHistory(rest, all, declared);
    }

    /** The history of a table that is made by a CREATE TABLE with that digest. */
    public static ColumnHistory from(String digest) {
        return new ColumnHistory(Map.of(), Set.of(), digest);
    }

    /** Whether it reaches back to the first script of the table. */
    public boolean isWhole() {
        return !declared.isEmpty() && !declared.startsWith(PARTLY);
    }

    /** Whether the CREATE TABLE with that digest was applied last. */
    public boolean isDeclared(String digest) {
        return declared.equals(isWhole() ? digest : PARTLY + digest);
    }

    /** The history with the digest of another CREATE TABLE. */
    public ColumnHistory withDeclared(String digest) {
        return new ColumnHistory(moved, returned, isWhole() ? digest : PARTLY + digest);
    }

    /** The history after a column was renamed. */
    public ColumnHistory renamed(String from, String to) {
        Map<String, String> names = new HashMap<>();
        moved.forEach((key, value) -> names.put(key.equals(from) ? to : key, value.equals(from) ? to : value));
        return new ColumnHistory(names, returned, declared);
    }

    /** The part of the history that is about columns of a table. */
    ColumnHistory of(TableDefinition definition) {
        Map<String, String> kept = new HashMap<>(moved);
        kept.entrySet().removeIf(e -> !definition.has(e.getKey()) || !definition.has(e.getValue()));
        return new ColumnHistory(kept, returned, declared);
    }
}
