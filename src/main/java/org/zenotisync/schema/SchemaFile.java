package org.zenotisync.schema;

import java.util.Optional;
import org.zenotisync.feed.FeedObject;

/**
 * A schema file that is new or has changed, or that was refused before.
 *
 * @param object the file
 * @param role which folder it lies in
 * @param firstSetUp whether nothing of this source was consumed when the file was first looked at
 * @param firstTime whether it was never applied, after the first set-up
 * @param before what is known of it already, maybe with another content
 * @param upgrades the statements of all upgrades that are applied with it
 */
public record SchemaFile(
        FeedObject object,
        Role role,
        boolean firstSetUp,
        boolean firstTime,
        Optional<SchemaFiles.Entry> before,
        UpgradeStatements upgrades) {

    SchemaFile with(UpgradeStatements statements) {
        return new SchemaFile(object, role, firstSetUp, firstTime, before, statements);
    }

    /** The tables that it concerned when it was looked at before. */
    ConcernedTables tablesBefore() {
        return before.flatMap(SchemaFiles.Entry::tables).orElse(ConcernedTables.NONE);
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
