package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;

/**
 * Table groups that were loaded after a schema file was there, but without what it says. When the file is applied or
 * accepted, a replay reads them in the new order of columns, and earlier groups in the order of their time.
 *
 * @param firstGroups the first of them, by folded table and by POD
 */
public record PastGroups(Map<String, Map<String, Long>> firstGroups) {

    /** There is no such table group. */
    public static final PastGroups NONE = new PastGroups(Map.of());

    private static final String BETWEEN_ENTRIES = "\u001E";
    private static final String BETWEEN_FIELDS = "\u001F";

    public PastGroups {
        Map<String, Map<String, Long>> copy = new TreeMap<>();
        firstGroups.forEach((table, pods) -> copy.put(table, new TreeMap<>(pods)));
        firstGroups = copy;
    }

    /** Reads what {@link #text()} has written. */
    static PastGroups parse(String text) {
        PastGroups groups = new PastGroups(Map.of());
        for (String entry : text.split(BETWEEN_ENTRIES)) {
            String[] fields = entry.split(BETWEEN_FIELDS);
            if (fields.length == 3) {
                groups.firstGroups
                        .computeIfAbsent(fields[0], table -> new TreeMap<>())
                        .put(fields[1], Long.valueOf(fields[2]));
            }
        }
        return groups;
    }

    /** The form that a control table keeps. */
    String text() {
        List<String> entries = new ArrayList<>();
        firstGroups.forEach((table, pods) ->
                pods.forEach((pod, group) -> entries.add(table + BETWEEN_FIELDS + pod + BETWEEN_FIELDS + group)));
        return String.join(BETWEEN_ENTRIES, entries);
    }

    /** These and others. If both have a group of a table and POD, the earlier one counts. */
    public PastGroups and(PastGroups others) {
        PastGroups both = new PastGroups(firstGroups);
        others.firstGroups.forEach((table, pods) -> pods.forEach((pod, group) ->
                both.firstGroups.computeIfAbsent(table, t -> new TreeMap<>()).merge(pod, group, Math::min)));
        return both;
    }

    /** The folded names of the tables. */
    public Set<String> tables() {
        return firstGroups.keySet();
    }

    /**
     * The first group of a table over all PODs.
     *
     * @throws NoSuchElementException if there is none of the table
     */
    public long firstGroup(String table) {
        return firstGroups.getOrDefault(table, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
    }

    /** What was consumed of a table before them. */
    List<TableUse> before(String source, String table, List<TableUse> uses) {
        Map<String, Long> pods = firstGroups.getOrDefault(table, Map.of());
        return uses.stream()
                .map(use -> use.source().equals(source) && pods.containsKey(use.pod())
                        ? new TableUse(source, use.pod(), Math.min(use.group(), pods.get(use.pod()) - 1), use.key())
                        : use)
                .toList();
    }
}
