package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.consume.TargetUpkeep;
import org.zenotisync.cycle.AdoptionReport.Outcome;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.merge.TableKey;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.schema.SchemaAdoption;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * Adopts a table whose target somebody else, such as a script, has filled up to a group: the next cycle continues after
 * that group, as if the sync had loaded the groups up to it.
 */
public final class Adoption {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final ControlTables control;
    private final AdoptionSource source;
    private final AdoptionCheck check;
    private final SchemaAdoption schemaAdoption;
    private final TargetUpkeep upkeep;

    public Adoption(
            DataSource dataSource,
            Warehouse warehouse,
            ControlTables control,
            AdoptionSource source,
            AdoptionCheck check,
            SchemaAdoption schemaAdoption) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.control = control;
        this.source = source;
        this.check = check;
        this.schemaAdoption = schemaAdoption;
        this.upkeep = new TargetUpkeep(dataSource, warehouse);
    }

    /**
     * Checks what can be checked without the source and the target.
     *
     * @throws WrongAdoptionException if the table is not the name of one, or the group is not a GroupID
     */
    public static void requireArguments(String table, long group) {
        AdoptionSource.requireTable(table, group);
    }

    /**
     * Finds out what an adoption would do. Changes nothing.
     *
     * @param table name of the table, in any of its spellings
     * @param group GroupID of the last group that is in the target, positive
     * @param pod only this POD, in any case; empty for all that have the table
     * @param from name or id of the source; empty if there is only one
     * @throws WrongAdoptionException if the source has no such table, group or POD, or the settings leave the table out
     */
    public AdoptionReport plan(String table, long group, Optional<String> pod, Optional<String> from)
            throws SQLException {
        return plan(source.find(table, group, pod, from));
    }

    private AdoptionReport plan(AdoptionRequest request) throws SQLException {
        return Jdbc.with(dataSource, connection -> {
            List<Checkpoint> checkpoints = check.checkpoints(connection, request);
            return toAdopt(request, checkpoints).isEmpty()
                    ? check.unchanged(connection, request, checkpoints)
                    : check.check(connection, request, checkpoints).report();
        });
    }

    /**
     * Adopts a table in one transaction over all its PODs. Nothing changes if it is refused, or fails.
     *
     * @param table name of the table, in any of its spellings
     * @param group GroupID of the last group that is in the target, positive
     * @param pod only this POD, in any case; empty for all that have the table
     * @param from name or id of the source; empty if there is only one
     * @return what was done, or why it was refused
     * @throws WrongAdoptionException if the source has no such table, group or POD, or the settings leave the table out
     */
    public AdoptionReport adopt(String table, long group, Optional<String> pod, Optional<String> from)
            throws SQLException {
        AdoptionRequest request = source.find(table, group, pod, from);
        if (request.isFresh()) {
            // a refusal makes no control tables
            AdoptionReport planned = plan(request);
            if (planned.outcome() == Outcome.REFUSED) {
                return planned;
            }
        }
        control.create();
        AdoptionRequest current = request.withControlTables();
        try {
            AdoptionReport report = Jdbc.inTransaction(dataSource, connection -> adopt(connection, current));
            report.key().ifPresent(key -> upkeep.afterCommit(report.table() + " is adopted", report.target(), key));
            return report;
        } catch (RefusedException e) {
            return e.report;
        }
    }

    private AdoptionReport adopt(Connection connection, AdoptionRequest request) throws SQLException {
        warehouse.locks().holdSchema(connection);
        List<Checkpoint> before = check.checkpoints(connection, request);
        List<GroupsOfPod> fresh = toAdopt(request, before);
        if (fresh.isEmpty()) {
            return check.unchanged(connection, request, before);
        }
        // false if a load has come before: then the checkpoint is not set, and says how far it is
        boolean isInTime = true;
        // the checkpoints first, then the target, as every load does: a load of the table ends before, or comes after
        for (GroupsOfPod pod : fresh) {
            TableGroupId last = last(request, pod);
            control.checkpoints().ensure(connection, last);
            if (!control.checkpoints().adopt(connection, last)) {
                isInTime = false;
            }
        }
        warehouse
                .locks()
                .holdTarget(connection, control.tables().targetNames(connection).apply(request.table()));
        List<Checkpoint> now = check.checkpoints(connection, request);
        AdoptionCheck.Checked checked = check.check(connection, request, isInTime ? before : now);
        if (checked.report().outcome() == Outcome.REFUSED) {
            throw new RefusedException(checked.report());
        }
        if (!isInTime) {
            // up to the very group that was asked for, so that the check finds nothing wrong
            throw new WrongAdoptionException(
                    WrongAdoptionException.Argument.TABLE,
                    request.table() + " has just been loaded by a cycle; see 'status', and compare the table with its"
                            + " source before you go on");
        }
        schemaAdoption.save(connection, checked.schema());
        for (GroupsOfPod pod : fresh) {
            record(connection, request, pod, checked);
        }
        return checked.report().with(Outcome.ADOPTED);
    }

    /** The PODs that do not have the checkpoint yet. */
    private static List<GroupsOfPod> toAdopt(AdoptionRequest request, List<Checkpoint> checkpoints) {
        return request.pods().stream()
                .filter(pod -> !AdoptionCheck.isAdopted(checkpoints, pod, request.group()))
                .toList();
    }

    private void record(Connection connection, AdoptionRequest request, GroupsOfPod pod, AdoptionCheck.Checked checked)
            throws SQLException {
        TableGroupId last = last(request, pod);
        List<TableGroup> consumed = pod.upTo(request.group());
        for (TableGroup group : consumed) {
            control.manifest().add(connection, group.id(), GroupsOfPod.entries(group));
        }
        Optional<TableKey> guessed = checked.report().key().filter(TableKey::isGuessed);
        if (guessed.isPresent()) {
            control.checkpoints().proveKey(connection, last, guessed.get().columns());
        }
        control.runLog()
                .add(
                        connection,
                        new RunLog.Attempt(
                                last,
                                checked.kind(),
                                RunLog.Outcome.ADOPTED,
                                RunLog.Counts.NONE,
                                consumed.stream()
                                        .mapToLong(group ->
                                                GroupsOfPod.entries(group).size())
                                        .sum(),
                                consumed.stream().mapToLong(TableGroup::bytes).sum(),
                                Duration.ZERO,
                                Optional.empty()));
    }

    private static TableGroupId last(AdoptionRequest request, GroupsOfPod pod) {
        return pod.id().track(request.table()).group(request.group());
    }

    /** Rolls the transaction of an adoption back. */
    private static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient AdoptionReport report;

        RefusedException(AdoptionReport report) {
            super("refused");
            this.report = report;
        }
    }
}
