package org.zenotisync.verify;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.event.TableVerification;
import org.zenotisync.merge.TableKey;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.Projection;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.warehouse.CompareSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.Warehouse;

/**
 * The comparison of one table with its snapshots, while it passes through the steps of its route. Used by one thread.
 */
public final class Comparison {

    private final SnapshotJob job;
    private final KnownTable known;
    private final Projection projection;
    private final List<Projection> layouts;
    private final RivalRows rivals;
    private final TableKind kind;
    private final TableKey key;
    private final List<String> match;
    private final List<Checkpoint> checkpoints;
    private final Set<String> ignored;
    private final Optional<String> tooEarly;
    private Optional<DifferenceSink.OfTable> details = Optional.empty();
    private final List<TableVerification> outcomes = new ArrayList<>();
    private List<Long> staged = List.of();
    private long rows;
    private boolean isKeyUnique;
    private List<Long> unreadable = List.of();
    private Set<String> missingColumns = Set.of();
    private final long startedNanos = System.nanoTime();
    private boolean isEqual;
    private boolean needsLaterGroups;
    private int groupsApplied;
    private boolean isRebased;
    private NavigableMap<Long, TableGroupId> gone = Collections.emptyNavigableMap();

    /**
     * @param known the table as it is now
     * @param projection what the target has of its columns
     * @param layouts the table as files of each snapshot have it: with the same columns, perhaps in another order
     * @param rivals the snapshots of a fact whose rows other sources may have, too
     * @param match columns that identify a row; empty for append-only facts
     * @param checkpoints of the table, all sources and PODs
     * @param ignored columns that the settings leave out
     * @param tooEarly why the snapshot cannot be compared yet; empty if it can
     */
    Comparison(
            SnapshotJob job,
            KnownTable known,
            Projection projection,
            List<Projection> layouts,
            RivalRows rivals,
            TableKind kind,
            TableKey key,
            List<String> match,
            List<Checkpoint> checkpoints,
            Set<String> ignored,
            Optional<String> tooEarly) {
        this.job = job;
        this.known = known;
        this.projection = projection;
        this.layouts = List.copyOf(layouts);
        this.rivals = rivals;
        this.kind = kind;
        this.key = key;
        this.match = List.copyOf(match);
        this.checkpoints = List.copyOf(checkpoints);
        this.ignored = ignored;
        this.tooEarly = tooEarly;
    }

    SnapshotJob job() {
        return job;
    }

    /** The table as the target has it now. */
    FeedTable table() {
        return projection.target();
    }

    /** What the target has of the columns of files. */
    Projection projection() {
        return projection;
    }

    /** The table as files of a snapshot have it, by the ordinal of the snapshot. */
    Projection layout(int ordinal) {
        return layouts.get(ordinal);
    }

    /** The columns in the order of the snapshots; if these have several, in that of the first one. */
    TableDefinition definition() {
        return layouts.get(0).target().definition();
    }

    /**
     * The ordinals of the snapshots of a fact whose rows other sources of the organisation may have, too: its groups
     * are merged in the replay-safe form, so that the rows of a key come from one of them.
     */
    Set<Integer> rivals() {
        return rivals.snapshots();
    }

    /** The ordinals of the snapshots of a fact whose rows a source or POD without a snapshot may have replaced. */
    Set<Integer> replaceable() {
        return rivals.replaceable();
    }

    /** Whether keys that later table groups have are as these say: the groups of all sources were read. */
    boolean isEachLaterGroupRead() {
        return isRebased && rivals.areLaterGroupsKnown();
    }

    String target() {
        return known.target();
    }

    TableKind kind() {
        return kind;
    }

    TableKey key() {
        return key;
    }

    List<String> match() {
        return match;
    }

    /** The columns of {@link #match}. */
    List<ColumnDefinition> matchColumns() {
        return match().stream().map(definition()::column).toList();
    }

    List<Checkpoint> checkpoints() {
        return checkpoints;
    }

    /** Whether rows are compared as a multiset, since the table has no key. */
    boolean isKeyless() {
        return match.isEmpty();
    }

    /** The ordinals of the snapshots of the PODs that were asked for. */
    List<Integer> askedFor() {
        return IntStream.range(0, job.snapshots().size())
                .filter(ordinal -> job.isAskedFor(job.track(ordinal)))
                .boxed()
                .toList();
    }

    /** Whether PODs or sources, also forgotten ones, have brought rows of the table that have no snapshot here. */
    boolean hasOtherTracks() {
        return known.hasForgottenRows()
                || checkpoints.stream()
                        .anyMatch(checkpoint ->
                                checkpoint.hasConsumed() && !job.tracks().contains(checkpoint.track()));
    }

    /** Why the snapshot cannot be compared yet; empty if it can. */
    Optional<String> tooEarly() {
        return tooEarly;
    }

    /** Whether the snapshot can be compared. */
    public boolean isComparable() {
        return tooEarly.isEmpty();
    }

    /** Whether the target is to be changed. */
    public boolean isRestore() {
        return job.request().isRestore();
    }

    /**
     * Notes that the snapshots are staged.
     *
     * @param rowsOfSnapshots by the ordinal of the snapshot
     * @param unique whether it is certain that no two rows share their key
     * @param badRows rows of each snapshot that were left out, since they cannot be read
     * @param lacking columns that a snapshot does not have
     */
    void staged(List<Long> rowsOfSnapshots, boolean unique, List<Long> badRows, Set<String> lacking) {
        staged = List.copyOf(rowsOfSnapshots);
        rows = staged.stream().mapToLong(Long::longValue).sum();
        isKeyUnique = unique;
        unreadable = List.copyOf(badRows);
        missingColumns = lacking;
    }

    /**
     * Notes that of rows that several snapshots have only those of one are expected.
     *
     * @param expected rows by the ordinal of the snapshot
     */
    void withoutCopies(List<Long> expected) {
        staged = List.copyOf(expected);
    }

    /** Rows of each snapshot that are expected. */
    List<Long> staged() {
        return staged;
    }

    /** Rows of all snapshots, copies included. */
    long rows() {
        return rows;
    }

    /** Rows of each snapshot that cannot be read. */
    List<Long> unreadable() {
        return unreadable;
    }

    /** Whether it is certain that no two expected rows share their key. */
    boolean isKeyUnique() {
        return isKeyUnique && !isRebased;
    }

    /** The columns that are compared, in the table's order. */
    List<String> comparedColumns() {
        return definition().columnNames().stream()
                .filter(column ->
                        match.contains(column) || !missingColumns.contains(column) && !ignored.contains(column))
                .toList();
    }

    /** The columns of the feed that are not compared. */
    List<String> columnsLeftOut() {
        Set<String> left = new LinkedHashSet<>(table().feedColumnNames());
        comparedColumns().forEach(left::remove);
        return List.copyOf(left);
    }

    /** The statements of the comparison. */
    CompareSql sql(Warehouse warehouse) {
        return new CompareSql(
                warehouse.dialect(),
                definition(),
                MergeTarget.table(warehouse.dialect(), target()),
                match,
                comparedColumns(),
                rivals());
    }

    /**
     * Notes the first comparison.
     *
     * @param equal whether the target has exactly one equal row for each row of the snapshots
     * @param needsLater whether later table groups must be read
     */
    void compared(boolean equal, boolean needsLater) {
        isEqual = equal;
        needsLaterGroups = needsLater;
    }

    /** Whether later table groups must be read. */
    public boolean needsLaterGroups() {
        return needsLaterGroups;
    }

    /** Whether the target has exactly one equal row for each row of the snapshots. */
    boolean isEqual() {
        return isEqual;
    }

    /**
     * Notes that the expected rows are now those that later table groups leave.
     *
     * @param groups number of table groups that were read
     * @param filesGone table groups whose files are gone from the source, by their ordinals
     */
    void rebased(int groups, NavigableMap<Long, TableGroupId> filesGone) {
        isRebased = true;
        groupsApplied = groups;
        gone = filesGone;
    }

    /** Whether later table groups were read. */
    boolean isRebased() {
        return isRebased;
    }

    int groupsApplied() {
        return groupsApplied;
    }

    /** The ordinal of the last table group whose files are gone from the source; empty if there is none. */
    OptionalLong lastGone() {
        return gone.isEmpty() ? OptionalLong.empty() : OptionalLong.of(gone.lastKey());
    }

    /** The table groups whose files are gone from the source. */
    List<TableGroupId> gone() {
        return List.copyOf(gone.values());
    }

    /** Begins to pass the differences on, if somebody wants them. */
    Optional<DifferenceSink.OfTable> beginDetails() throws IOException {
        if (job.request().details().isPresent()) {
            details = Optional.of(job.request().details().get().begin());
        }
        return details;
    }

    /** Notes that the transaction has ended: the differences that were passed on count. */
    void complete() throws IOException {
        if (details.isPresent()) {
            details.get().complete();
        }
    }

    /**
     * Notes that the table is not restored.
     *
     * @param reason why, and what to do
     */
    void refuse(String reason) {
        outcomes.replaceAll(outcome -> outcome.refused(reason));
    }

    /** Expected rows of the PODs that were asked for. */
    long rowsAskedFor() {
        return outcomes.stream().mapToLong(TableVerification::compared).sum();
    }

    /** Time since the comparison began. */
    Duration took() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Notes the outcome for a POD. */
    void add(TableVerification outcome) {
        outcomes.add(outcome);
    }

    /** Notes what was brought back. */
    void restored(TableVerification.Restored restored) {
        for (int i = 0; i < outcomes.size(); i++) {
            TableVerification outcome = outcomes.get(i);
            outcomes.set(i, outcome.with(i == 0 ? restored : TableVerification.Restored.NOTHING));
        }
    }

    /** Whether rows were brought back, and not only would have been. */
    public boolean hasBroughtBack() {
        return job.request().restore().filter(restore -> !restore.isDryRun()).isPresent()
                && outcomes.stream()
                        .flatMap(outcome -> outcome.restored().stream())
                        .anyMatch(restored -> !restored.equals(TableVerification.Restored.NOTHING));
    }

    /** The outcome for each POD that has a snapshot. */
    public List<TableVerification> outcomes() {
        return List.copyOf(outcomes);
    }
}
