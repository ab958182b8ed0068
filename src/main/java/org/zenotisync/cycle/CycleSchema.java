package org.zenotisync.cycle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.schema.ConcernedTables;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaException;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaHolds;

/**
 * The schema files that a cycle has found and that are not applied: until a file has been looked at, all tables wait for it. Used by many
 * threads at once.
 */
final class CycleSchema {

    private static final String NOT_TRIED = "it has not been tried yet";

    private final Map<SchemaFile, SchemaHolds.Hold> pending = new LinkedHashMap<>();
    private final Set<String> noScripts = new TreeSet<>();
    private Map<String, String> unread = Map.of();
    private Set<String> tables = Set.of();
    private int rounds;
    private int searches;
    private boolean isBehind;

    /** Takes over what was found, in place of what was found before. */
    synchronized void found(SchemaChanges.Found found) {
        pending.clear();
        found.files().forEach(file -> pending.put(file, hold(file, ConcernedTables.ALL, NOT_TRIED)));
        unread = Map.copyOf(found.unread());
        tables = Set.copyOf(found.tables());
    }

    /** Folded names of the tables that are known by schema files. */
    synchronized Set<String> tables() {
        return tables;
    }

    synchronized void applied(SchemaFile file) {
        pending.remove(file);
    }

    synchronized void failed(SchemaFile file, SchemaHolds.Hold hold) {
        pending.put(file, hold);
    }

    /** Notes that a file holds up nothing; false if this cycle has noted it before. */
    synchronized boolean isNoScript(SchemaFile file) {
        pending.put(file, hold(file, ConcernedTables.NONE, ""));
        return noScripts.add(file.object().uri());
    }

    /** Addresses of the files that are no schema scripts. */
    synchronized List<String> noScripts() {
        return List.copyOf(noScripts);
    }

    /** The files that hold up tables. */
    synchronized SchemaHolds holds() {
        return new SchemaHolds(pending.values().stream()
                .filter(hold -> !hold.tables().isNone())
                .toList());
    }

    /** @throws SchemaException if an upgrade could not be read whose renames the ones before it would have to know */
    synchronized void requireReadable(SchemaFile file) throws SchemaException {
        String reason = unread.get(file.object().key());
        if (file.firstSetUp() && reason != null) {
            throw new SchemaException(reason);
        }
    }

    /**
     * A file that has been tried before, is not applied, and must be before another one.
     *
     * @param concerned gives the tables of that other one, if it comes to that
     */
    Optional<SchemaHolds.Hold> earlier(SchemaFile file, Supplier<ConcernedTables> concerned) {
        List<SchemaHolds.Hold> candidates = candidates(file);
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        ConcernedTables own = concerned.get();
        return candidates.stream().filter(hold -> hold.tables().meets(own)).findFirst();
    }

    private synchronized List<SchemaHolds.Hold> candidates(SchemaFile file) {
        List<SchemaHolds.Hold> candidates = new ArrayList<>();
        boolean isFull = file.role() == SchemaFile.Role.FULL;
        for (Map.Entry<SchemaFile, SchemaHolds.Hold> other : pending.entrySet()) {
            if (other.getKey().equals(file)) {
                break;
            }
            // each file of SchemaFull holds the whole order of its table
            if (!isFull || other.getKey().role() == SchemaFile.Role.UPGRADE) {
                candidates.add(other.getValue());
            }
        }
        if (!isFull && file.firstSetUp()) {
            // it may rename what this one adds
            pending.keySet().stream()
                    .filter(other -> isUnread(other) && !other.equals(file))
                    .map(other -> hold(other, ConcernedTables.ALL, NOT_TRIED))
                    .forEach(candidates::add);
        }
        return candidates;
    }

    private boolean isUnread(SchemaFile file) {
        return unread.containsKey(file.object().key());
    }

    /** Whether a newer listing shows files, or contents, that this cycle does not know. */
    synchronized boolean isOutdated(SchemaChanges.Found found) {
        Set<FeedObject> known = new HashSet<>();
        pending.keySet().forEach(file -> known.add(file.object()));
        return found.files().stream().anyMatch(file -> !known.contains(file.object()));
    }

    /** Counts how often files had come meanwhile. */
    synchronized int nextRound() {
        return ++rounds;
    }

    /** Notes that files may have come before what was listed, and that this cycle does not try them. */
    synchronized void leftBehind() {
        isBehind = true;
    }

    /** Whether all files are known that had come when the feed was listed. */
    synchronized boolean isCurrent() {
        return !isBehind;
    }

    /** Counts the searches for schema files that failed. */
    synchronized int nextSearch() {
        return ++searches;
    }

    private static SchemaHolds.Hold hold(SchemaFile file, ConcernedTables tables, String reason) {
        return new SchemaHolds.Hold(file.object().uri(), tables, reason);
    }
}
