package org.zenotisync.event;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.Track;

/**
 * The outcome for one table of one POD.
 *
 * @param track the table and POD
 * @param group GroupID of the snapshot, 0 if there is none
 * @param state the outcome in a word
 * @param compared expected rows
 * @param counts what differs
 * @param undecidedBecause why rows are undecided, one entry for each reason
 * @param columns for each column that differs, in how many of the different rows
 * @param columnsLeftOut columns that were not compared: those that the snapshot lacks, and those that the settings
 *     ignore
 * @param stampedColumns columns that differ in nearly all rows, which the extract may have written itself
 * @param groupsApplied later table groups that were read, of all PODs
 * @param restored what was brought back; empty if nothing was to be changed
 * @param error why nothing was compared or restored, or what a person should know; empty if there is nothing to say
 */
public record TableVerification(
        Track track,
        long group,
        State state,
        long compared,
        Counts counts,
        List<Undecided> undecidedBecause,
        Map<String, Long> columns,
        List<String> columnsLeftOut,
        List<String> stampedColumns,
        int groupsApplied,
        Optional<Restored> restored,
        Optional<String> error) {

    /** How the comparison has ended. */
    public enum State {
        /** The target has every expected row. */
        EQUAL,
        /** The target differs. */
        DIFFERENT,
        /** The snapshot holds rows of table groups that are not consumed yet. */
        TOO_EARLY,
        /** The snapshot does not have the table. */
        NO_SNAPSHOT,
        /** Zenoti does not put the table into snapshots. */
        EXCLUDED,
        /** The settings leave the table out. */
        LEFT_OUT,
        /** The table is consumed from another source of the same organisation. */
        SHARED,
        /** The sync has not loaded the table. */
        NOT_LOADED,
        /** A route was stopped, or the source or the target could not be reached. */
        INTERRUPTED,
        /** The snapshot or the target cannot be read. */
        FAILED;

        /** The name in lower case, with hyphens: {@code too-early}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Differences in rows.
     *
     * @param missing rows that the target lacks
     * @param different rows with the same key and other values
     * @param notDeleted keys that a later table group has deleted and the target still has
     * @param surplus rows of a key that the target has too often
     * @param quarantined rows that the target lacks and that are in the quarantine; no difference
     * @param undecided rows of which it cannot be said whether the target is right; no difference
     */
    public record Counts(
            long missing, long different, long notDeleted, long surplus, long quarantined, long undecided) {

        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        /** Both together. */
        public Counts plus(Counts other) {
            return new Counts(
                    missing + other.missing,
                    different + other.different,
                    notDeleted + other.notDeleted,
                    surplus + other.surplus,
                    quarantined + other.quarantined,
                    undecided + other.undecided);
        }

        /** Whether the target is not as it should be. */
        public boolean isDifferent() {
            return missing + different + notDeleted + surplus > 0;
        }
    }

    /**
     * Why rows are undecided.
     *
     * @param reason a clause for people
     * @param rows how many of the undecided rows
     */
    public record Undecided(String reason, long rows) {}

    /**
     * What a restore has changed, over all PODs of the table; noted at the first of them.
     *
     * @param inserted missing rows that were inserted
     * @param replaced rows that were set
     * @param deleted rows that were removed: surplus, and those that should have been deleted
     */
    public record Restored(long inserted, long replaced, long deleted) {

        public static final Restored NOTHING = new Restored(0, 0, 0);

        /** Both together. */
        public Restored plus(Restored other) {
            return new Restored(inserted + other.inserted, replaced + other.replaced, deleted + other.deleted);
        }
    }

    /** An outcome without a comparison. */
    public static TableVerification of(Track track, long group, State state, Optional<String> error) {
        return new TableVerification(
                track,
                group,
                state,
                0,
                Counts.NONE,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                error);
    }

    /** The same, with what was brought back. */
    public TableVerification with(Restored changes) {
        return new TableVerification(
                track,
                group,
                state,
                compared,
                counts,
                undecidedBecause,
                columns,
                columnsLeftOut,
                stampedColumns,
                groupsApplied,
                Optional.of(changes),
                error);
    }

    /** The same, not restored for a reason. */
    public TableVerification refused(String reason) {
        return new TableVerification(
                track,
                group,
                state,
                compared,
                counts,
                undecidedBecause,
                columns,
                columnsLeftOut,
                stampedColumns,
                groupsApplied,
                Optional.of(Restored.NOTHING),
                Optional.of(reason));
    }

    /** Whether a person must look at it: it differs, is too early, is not there or could not be compared. */
    public boolean isProblem() {
        return state == State.DIFFERENT
                || state == State.TOO_EARLY
                || state == State.NOT_LOADED
                || state == State.INTERRUPTED
                || state == State.FAILED;
    }

    /** Whether the snapshot was compared with the target. */
    public boolean isCompared() {
        return state == State.EQUAL || state == State.DIFFERENT;
    }
}
