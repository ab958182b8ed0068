package org.zenotisync.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.model.TableNames;

/**
 * A schema file that is new or has changed, or that was refused before.
 *
 * @param object the file
 * @param role which folder it lies in
 * @param firstSetUp whether nothing of this source was consumed when the file was first looked at
 * @param firstTime whether it was never applied, after the first set-up
 * @param before what is known of it already, maybe with another content
 * @param upgrades the statements of all upgrades that are applied with it
 * @param present the files of SchemaFull that are there
 */
public record SchemaFile(
        FeedObject object,
        Role role,
        boolean firstSetUp,
        boolean firstTime,
        Optional<SchemaFiles.Entry> before,
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

    SchemaFile with(UpgradeStatements statements) {
        return new SchemaFile(object, role, firstSetUp, firstTime, before, statements, present);
    }

    /** The table that a file of SchemaFull is called after ("the file name is the same as the table name"); empty for any other. */
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

    /** The tables that it concerned when it was looked at before. */
    ConcernedTables tablesBefore() {
        return before.flatMap(SchemaFiles.Entry::tables).orElse(ConcernedTables.NONE);
    }

    /** What was consumed of a table before the file was there. */
    List<TableUse> usesBefore(String table, List<TableUse> uses) {
        return before.map(SchemaFiles.Entry::loadedPast)
                .orElse(PastGroups.NONE)
                .before(object.source().id(), table, uses);
    }

    /** Whether it was applied before, with this content or an earlier one. */
    boolean wasApplied() {
        return before.filter(SchemaFiles.Entry::wasApplied).isPresent();
    }

    /** Whether an earlier version of the program has refused it, and may have loaded its tables all the same. */
    public boolean isRefusedByEarlierVersion() {
        return before.filter(entry -> entry.outcome() == SchemaFiles.Outcome.FAILED)
                .filter(entry -> entry.tables().isEmpty())
                .isPresent();
    }

    /** The two folders (feed documentation, "SchemaFull folder" and "SchemaUpgrade folder"). */
    public enum Role {
        FULL,
        UPGRADE
    }
}
