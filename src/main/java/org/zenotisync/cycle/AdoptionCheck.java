package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.AdoptedKey;
import org.zenotisync.consume.KeyChoice;
import org.zenotisync.cycle.AdoptionReport.Outcome;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.merge.TableKey;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableKind;
import org.zenotisync.model.TableNames;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.schema.AdoptedSchema;
import org.zenotisync.schema.ComparedColumns;
import org.zenotisync.schema.SchemaAdoption;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * Checks whether a target that somebody else has filled is what the sync would have made of the same groups: its
 * columns, its key, and that nothing of it was consumed. Finds all problems at once, and changes nothing.
 */
public final class AdoptionCheck {

    private final Warehouse warehouse;
    private final SyncConfig config;
    private final ControlTables control;
    private final SchemaAdoption schemaAdoption;

    public AdoptionCheck(Warehouse warehouse, SyncConfig config, ControlTables control, SchemaAdoption schemaAdoption) {
        this.warehouse = warehouse;
        this.config = config;
        this.control = control;
        this.schemaAdoption = schemaAdoption;
    }

    /**
     * The result of the check.
     *
     * @param schema what is known of the table
     * @param kind of the table; empty if it is not known
     */
    record Checked(AdoptionReport report, AdoptedSchema schema, Optional<TableKind> kind) {}

    /** The checkpoints of a table in all PODs of all sources; none if nothing was ever written. */
    List<Checkpoint> checkpoints(Connection connection, AdoptionRequest request) throws SQLException {
        return request.isFresh() ? List.of() : control.checkpoints().ofTable(connection, request.table());
    }

    /** Whether a POD has the checkpoint that it is to get. */
    static boolean isAdopted(List<Checkpoint> checkpoints, GroupsOfPod pod, long group) {
        return checkpoint(checkpoints, pod)
                .filter(checkpoint -> checkpoint.lastGroup() == group && checkpoint.replayTo() <= group)
                .isPresent();
    }

    private static Optional<Checkpoint> checkpoint(List<Checkpoint> checkpoints, GroupsOfPod pod) {
        return checkpoints.stream()
                .filter(checkpoint -> checkpoint.track().podId().equals(pod.id()))
                .findFirst();
    }

    /** The report if all PODs have the checkpoint already. */
    AdoptionReport unchanged(Connection connection, AdoptionRequest request, List<Checkpoint> checkpoints)
            throws SQLException {
        AdoptedSchema schema = schemaAdoption.plan(connection, request.schema(), request.isFresh());
        return new Findings(request, schema, checkpoints).checked().report().with(Outcome.UNCHANGED);
    }

    /**
     * Checks an adoption.
     *
     * @param checkpoints the table's, as they were before it
     */
    Checked check(Connection connection, AdoptionRequest request, List<Checkpoint> checkpoints) throws SQLException {
        AdoptedSchema schema = schemaAdoption.plan(connection, request.schema(), request.isFresh());
        Findings found = new Findings(request, schema, checkpoints);
        found.problems.addAll(consumed(request, checkpoints));
        found.problems.addAll(schema.problems());
        boolean isKnown = schema.table().isPresent();
        if (!isKnown && schema.problems().isEmpty()) {
            found.problems.add(KeyChoice.noSchema(request.table()));
        }
        Optional<String> absent = absent(connection, request.table(), schema.target());
        if (absent.isPresent()) {
            found.problems.add(absent.get());
        } else {
            String target = warehouse.dialect().qualified(schema.target());
            found.rows = Jdbc.number(connection, "SELECT count(*) FROM " + target);
            if (found.rows == 0) {
                found.problems.add("the target table " + schema.target() + " has no rows, so there is nothing to adopt;"
                        + " the command once loads it from the first group on");
            }
            if (isKnown) {
                compare(connection, found, schema.table().get());
            }
        }
        notes(request, checkpoints, found);
        return found.checked();
    }

    private void compare(Connection connection, Findings found, FeedTable feed) throws SQLException {
        ColumnRules made = found.schema.rules();
        FeedTable table = made.project(feed);
        ComparedColumns columns = ComparedColumns.of(connection, warehouse, table, found.schema.target());
        found.columns = Optional.of(
                new AdoptionReport.Columns(columns.equal(), table.feedColumns().size(), columns.extra()));
        found.problems.addAll(columns.problems());
        found.notes.addAll(columns.notes());
        ColumnRules configured = config.columns().rulesOf(feed.definition());
        if (!configured.equals(made)) {
            found.notes.add("the target table " + found.schema.target() + " has values that the zenoti.columns settings"
                    + " hide (" + configured + "): nothing is loaded into it until 'apply-privacy' has removed or"
                    + " hashed them");
        }
        Set<String> guestColumns = config.guestColumns().of(feed);
        if (!guestColumns.isEmpty() && !control.guestRecords().all(connection).isEmpty()) {
            found.notes.add("guests are forgotten, and the target table " + found.schema.target() + " may have rows of"
                    + " them, by " + String.join(", ", new TreeSet<>(guestColumns)) + ": run 'forget' again for each of"
                    + " them after the adoption; later rows are kept out");
        }
        AdoptedKey key = AdoptedKey.prove(
                connection, warehouse, config, table, found.schema.target(), found.checkpoints, columns.differing());
        found.key = key.key();
        found.kind = key.kind();
        found.problems.addAll(key.problems());
        found.notes.addAll(key.notes());
    }

    /** PODs that have consumed other groups already. */
    private static List<String> consumed(AdoptionRequest request, List<Checkpoint> checkpoints) {
        List<String> problems = new ArrayList<>();
        for (GroupsOfPod pod : request.pods()) {
            checkpoint(checkpoints, pod)
                    .filter(Checkpoint::hasConsumed)
                    .filter(checkpoint -> !isAdopted(checkpoints, pod, request.group()))
                    .ifPresent(checkpoint -> problems.add(request.table() + " of " + pod.name()
                            + (checkpoint.lastGroup() < checkpoint.replayTo()
                                    ? " is being replayed from group " + (checkpoint.lastGroup() + 1) + " to "
                                            + checkpoint.replayTo()
                                    : " is consumed up to group " + checkpoint.lastGroup())
                            + " already, so it is not adopted at group " + request.group() + "; 'replay --table "
                            + request.table() + " --from-group G" + LateReport.place(pod.id())
                            + "' consumes groups from G on again"));
        }
        return problems;
    }

    /** Why there is no target; empty if there is one. */
    private Optional<String> absent(Connection connection, String table, String target) throws SQLException {
        if (warehouse.catalog().has(connection, target)) {
            return Optional.empty();
        }
        String other = target.equals(table) ? TableNames.longForm(table) : table;
        String absent = "there is no target table " + warehouse.dialect().qualified(target);
        if (warehouse.catalog().has(connection, other)) {
            return Optional.of(absent + ", but there is " + other + ": set zenoti.target.table-name="
                    + (other.equals(table) ? "{table}" : "{table}_s3"));
        }
        for (String expected : List.of(target, other)) {
            Optional<String> otherCase = warehouse.catalog().otherCaseOf(connection, expected);
            if (otherCase.isPresent()) {
                String there = warehouse.dialect().qualified(otherCase.get());
                return Optional.of(absent + ", but there is " + there + ", whose name has capital letters. Names of"
                        + " targets and of their columns are lower case; rename it, and its columns in the same way:"
                        + " " + String.join("; ", warehouse.ddl().renameTable(otherCase.get(), target)));
            }
        }
        return Optional.of(absent + "; zenoti.target.schema and zenoti.target.table-name say what it is called");
    }

    private void notes(AdoptionRequest request, List<Checkpoint> checkpoints, Findings found) {
        for (GroupsOfPod pod : request.pods()) {
            if (!pod.folders().contains(request.group())) {
                found.notes.add(pod.name() + " does not have group " + request.group() + " any more: its first one is "
                        + pod.firstGroup());
            }
        }
        for (GroupsOfPod other : request.others()) {
            boolean isUntouched = checkpoint(checkpoints, other)
                    .filter(Checkpoint::hasConsumed)
                    .isEmpty();
            if (isUntouched) {
                found.notes.add(other.name() + " also has " + request.table() + " and is not adopted: the next cycle"
                        + " loads it from group " + other.next(0).orElse(1) + " on. If its rows are in the target"
                        + " already, adopt it before that with" + LateReport.place(other.id()));
            }
        }
        for (Source other : request.otherSources()) {
            found.notes.add(other.label() + " is not adopted: if it has " + request.table()
                    + ", the next cycle loads it from its first group on. If its rows are in the target already, adopt"
                    + " it before that with --source " + other.label());
        }
        if (found.kind.filter(TableKind.APPEND_ONLY_FACT::equals).isPresent()) {
            found.notes.add(request.table() + " is an append-only fact, which has no key: its objects up to group "
                    + request.group() + " are recorded as consumed, and are not inserted again");
        }
        if (!found.schema.left().isEmpty()) {
            found.notes.add("schema files that also concern other tables are left to the next cycle: "
                    + String.join(", ", found.schema.left()));
        }
    }

    /** What a check has found so far. */
    private static final class Findings {

        private final AdoptionRequest request;
        private final AdoptedSchema schema;
        private final List<Checkpoint> checkpoints;
        private final List<String> problems = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private long rows;
        private Optional<AdoptionReport.Columns> columns = Optional.empty();
        private Optional<TableKey> key = Optional.empty();
        private Optional<TableKind> kind = Optional.empty();

        Findings(AdoptionRequest request, AdoptedSchema schema, List<Checkpoint> checkpoints) {
            this.request = request;
            this.schema = schema;
            this.checkpoints = checkpoints;
        }

        Checked checked() {
            AdoptionReport report = new AdoptionReport(
                    request.table(),
                    schema.target(),
                    problems.isEmpty() ? Outcome.PLANNED : Outcome.REFUSED,
                    request.pods().stream().map(this::pod).toList(),
                    rows,
                    columns,
                    key,
                    schema.applied(),
                    schema.left(),
                    problems,
                    notes);
            return new Checked(report, schema, kind);
        }

        private AdoptionReport.Pod pod(GroupsOfPod pod) {
            List<TableGroup> groups = pod.upTo(request.group());
            return new AdoptionReport.Pod(
                    pod.id().toString(),
                    request.group(),
                    isAdopted(checkpoints, pod, request.group()),
                    groups.size(),
                    groups.stream()
                            .mapToLong(group -> GroupsOfPod.entries(group).size())
                            .sum(),
                    groups.stream().mapToLong(TableGroup::bytes).sum(),
                    pod.next(request.group()));
        }
    }
}
