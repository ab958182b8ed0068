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
 * The schema files that a cycle has found and that are not applied. All tables wait for a file until it has been tried.
 * Used by many threads at once.
 */
final class CycleSchema {

    private static final String NOT_TRIED = "it has not been tried yet";

    private final Map<SchemaFile, SchemaHolds.Hold> pending = new LinkedHashMap<>();
    private final Set<String> noScripts = new TreeSet<>();
    private Map<String, String> unread = Map.of();
    private Set<String> tables = Set.of();
    private int rounds;
    private int searches;
    private boolean areFilesLeftOut;

    /** Replaces the files that were found before by those that are found now. */
    synchronized void found(SchemaChanges.Found found) {
        pending.clear();
        found.files().forEach(file -> pending.put(file, hold(file, ConcernedTables.ALL, NOT_TRIED)));
        unread = Map.copyOf(found.unread());
        tables = Set.copyOf(found.tables());
    }

    /** Folded names of the tables that schema files define. */
    synchronized Set<String> tables() {
        return tables;
    }

    synchronized void applied(SchemaFile file) {
        pending.remove(file);
    }

    synchronized void failed(SchemaFile file, SchemaHolds.Hold hold) {
        pending.put(file, hold);
    }

    /** Notes that no table waits for a file; false if this cycle has noted it before. */
    synchronized boolean isNoScript(SchemaFile file) {
        pending.put(file, hold(file, ConcernedTables.NONE, ""));
        return noScripts.add(file.object().uri());
    }

    /** Addresses of the files that are not schema scripts. */
    synchronized List<String> noScripts() {
        return List.copyOf(noScripts);
    }

    /** The files that tables wait for. */
    synchronized SchemaHolds holds() {
        return new SchemaHolds(pending.values().stream()
                .filter(hold -> !hold.tables().isNone())
                .toList());
    }

    /**
     * @throws SchemaException if the file is an upgrade that could not be read: the upgrades before it would have to
     *     know its renames
     */
    synchronized void requireReadable(SchemaFile file) throws SchemaException {
        String reason = unread.get(file.object().key());
        if (file.firstSetUp() && reason != null) {
            throw new SchemaException(reason);
        }
    }

    /**
     * A file that must be applied before another one, but was tried and is not applied.
     *
     * @param concerned gives the tables of the other file; called only if needed
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
            // each file of SchemaFull has the complete order of the columns of its table
            if (!isFull || other.getKey().role() == SchemaFile.Role.UPGRADE) {
                candidates.add(other.getValue());
            }
        }
        if (!isFull && file.firstSetUp()) {
            // it may rename a column that this one adds
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

    /** Whether a newer listing has files or contents that this cycle does not know. */
    synchronized boolean isOutdated(SchemaChanges.Found found) {
        Set<FeedObject> known = new HashSet<>();
        pending.keySet().forEach(file -> known.add(file.object()));
        return found.files().stream().anyMatch(file -> !known.contains(file.object()));
    }

    /** Counts how often new files have come during a listing. */
    synchronized int nextRound() {
        return ++rounds;
    }

    /** Notes that this cycle does not try files that may have come before the listed data. */
    synchronized void laterFilesLeftOut() {
        areFilesLeftOut = true;
    }

    /** Whether this cycle knows all files that had come when the feed was listed. */
    synchronized boolean isCurrent() {
        return !areFilesLeftOut;
    }

    /** Counts the searches for schema files that failed. */
    synchronized int nextSearch() {
        return ++searches;
    }

    private static SchemaHolds.Hold hold(SchemaFile file, ConcernedTables tables, String reason) {
        return new SchemaHolds.Hold(file.object().uri(), tables, reason);
    }
}
