package org.zenotisync.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.model.TableNames;

/**
 * A schema file that is new, has changed, or was refused before.
 *
 * @param object the file
 * @param role the folder that it is in
 * @param occasion when it is applied
 * @param before what is known of it already, maybe of an earlier content
 * @param upgrades the statements of all upgrades that are applied with it
 * @param present the files of SchemaFull that are there
 */
public record SchemaFile(
        FeedObject object,
        Role role,
        Occasion occasion,
        Optional<SchemaFileEntry> before,
        UpgradeStatements upgrades,
        Present present) {

    private static final String ENDING = ".txt";

    /**
     * The files of SchemaFull that are there.
     *
     * @param keys of all
     * @param found keys of those that are new or have changed
     */
    record Present(Set<String> keys, Set<String> found) {

        static final Present UNKNOWN = new Present(Set.of(), Set.of());
    }

    /**
     * A file that is to be applied.
     *
     * @param isFirstSetUp whether nothing of the source has been consumed yet
     * @param before what is known of it already
     */
    static SchemaFile of(
            FeedObject object, Role role, boolean isFirstSetUp, Optional<SchemaFileEntry> before, Present present) {
        boolean wasApplied = before.filter(SchemaFileEntry::wasApplied).isPresent();
        // a file that has waited since the first set-up still means what it meant then: its tables have waited with it
        boolean hasWaitedSince = !wasApplied
                && before.filter(entry -> entry.outcome().holdsTables() && entry.isFirstSetUp())
                        .isPresent();
        Occasion occasion = isFirstSetUp || hasWaitedSince
                ? Occasion.FIRST_SET_UP
                : wasApplied ? Occasion.AGAIN : Occasion.FIRST_TIME;
        return new SchemaFile(object, role, occasion, before, UpgradeStatements.NONE, present);
    }

    SchemaFile with(UpgradeStatements statements) {
        return new SchemaFile(object, role, occasion, before, statements, present);
    }

    /**
     * The table that a file of SchemaFull is named after ("the file name is the same as the table name"); empty for any
     * other file.
     */
    Optional<String> namesake() {
        return role == Role.FULL ? namesake(object.path()).filter(TableNames::isOfFeed) : Optional.empty();
    }

    /** The name of a table that a path ends with, before its ending; empty if it is not a valid one. */
    static Optional<String> namesake(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.toLowerCase(Locale.ROOT).endsWith(ENDING)
                ? TableNames.ofFolder(name.substring(0, name.length() - ENDING.length()))
                : Optional.empty();
    }

    /** The tables that it concerned when it was last read. */
    ConcernedTables tablesBefore() {
        return before.flatMap(SchemaFileEntry::tables).orElse(ConcernedTables.NONE);
    }

    /** What was consumed of a table before the file was there. */
    List<TableUse> usesBefore(String table, List<TableUse> uses) {
        return before.map(SchemaFileEntry::loadedPast)
                .orElse(PastGroups.NONE)
                .before(object.source().id(), table, uses);
    }

    /** Whether nothing of the source had been consumed when the file was first looked at. */
    public boolean firstSetUp() {
        return occasion == Occasion.FIRST_SET_UP;
    }

    /** Whether it was applied before, with this content or an earlier one. */
    boolean wasApplied() {
        return before.filter(SchemaFileEntry::wasApplied).isPresent();
    }

    /** Whether an earlier version of the program has refused it, and may have loaded its tables anyway. */
    public boolean isRefusedByEarlierVersion() {
        return before.filter(entry -> entry.outcome() == SchemaFileOutcome.FAILED)
                .filter(entry -> entry.tables().isEmpty())
                .isPresent();
    }

    /** The two folders (feed documentation, "SchemaFull folder" and "SchemaUpgrade folder"). */
    public enum Role {
        FULL,
        UPGRADE
    }
}
