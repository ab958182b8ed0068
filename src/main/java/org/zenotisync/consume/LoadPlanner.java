package org.zenotisync.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.merge.KeyTypes;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.merge.MergePlan.Purpose;
import org.zenotisync.merge.Rivals;
import org.zenotisync.merge.TableKey;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.Projection;
import org.zenotisync.schema.EarlierLayouts;
import org.zenotisync.schema.ForeignRows;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.schema.TableRegistry;
import org.zenotisync.stage.LoadPlan;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.Warehouse;

/** Decides how a table group is loaded: its kind, columns and key. */
public final class LoadPlanner {

    private static final Logger LOG = LoggerFactory.getLogger(LoadPlanner.class);

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final Checkpoints checkpoints;
    private final TableRegistry tables;
    private final EarlierLayouts layouts;
    private final GuestFilters guests;

    public LoadPlanner(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            Checkpoints checkpoints,
            TableRegistry tables,
            EarlierLayouts layouts,
            GuestFilters guests) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.checkpoints = checkpoints;
        this.tables = tables;
        this.layouts = layouts;
        this.guests = guests;
    }

    /**
     * The plan for a table group.
     *
     * @throws LoadException if a file is not CSV by its name, if its kind, columns or key are not known, if the target
     *     cannot hold its key, or if it has rows although nothing was ever consumed of the table
     */
    public LoadPlan plan(TableGroup group) throws LoadException, SQLException {
        Optional<String> misnamed = MisnamedFiles.complaint(group);
        if (misnamed.isPresent()) {
            throw new LoadException(misnamed.get());
        }
        String name = group.id().table();
        TableKind kind = config.kindOf(name).orElseThrow(() -> new LoadException(KeyChoice.unknownKind(name)));
        try (Connection connection = dataSource.getConnection()) {
            String target = tables.known(connection, name)
                    .map(KnownTable::target)
                    .orElseThrow(() -> new LoadException(KeyChoice.noSchema(name)));
            if (!warehouse.locks().holdTarget(connection, target)) {
                throw new LoadException("the target table " + target + " is gone; 'replay --table " + name
                        + " --from-group 1' makes and fills it again");
            }
            // after the target is held: another process may have hidden columns, or proven the key for another POD
            KnownTable known = tables.known(connection, group.id().source(), name)
                    .orElseThrow(() -> new LoadException(KeyChoice.noSchema(name)));
            Projection projection =
                    TargetRules.projection(config, known).of(withColumnsOfGroup(connection, group.id(), known.table()));
            KnownTable table = known.with(projection.target());
            // somebody may have been forgotten in the meantime
            projection = guests.filtered(connection, projection);
            List<Checkpoint> ofTable = checkpoints.ofTable(connection, name);
            Checkpoint checkpoint =
                    ofTable.stream().filter(c -> isOf(c, group)).findFirst().orElseThrow();
            if (!known.hasForgottenRows()
                    && isFirstOfTable(group, ofTable)
                    && warehouse.hasRows(connection, table.target())) {
                throw new LoadException(ForeignRows.complaint(table.target(), name));
            }
            requireVoid(projection.feed().definition(), kind);
            requireUncut(connection, table);
            List<TableKey> keys = kind == TableKind.APPEND_ONLY_FACT
                    ? List.of(TableKey.NONE)
                    : TargetRules.usable(
                            config,
                            name,
                            KeyChoice.candidates(
                                    projection.feed(), config, ProvenKeys.of(ofTable, c -> isOf(c, group))));
            requireInFeed(known, keys.get(0));
            MergePlan plan = plan(
                    group.id(),
                    kind,
                    table,
                    keys,
                    checkpoint.isReplay(group.id().group()) ? Purpose.REPLAY : Purpose.LOAD,
                    rivals(connection, group, kind, known, ofTable));
            return new LoadPlan(group, projection, firstExact(connection, plan));
        }
    }

    private Rivals rivals(
            Connection connection, TableGroup group, TableKind kind, KnownTable known, List<Checkpoint> ofTable)
            throws SQLException {
        String source = group.id().source();
        Set<String> ids = rivals(kind, source, known.name(), ofTable);
        boolean hasForgotten = known.hasForgottenRows() && isCompared(kind, known.name());
        if (kind != TableKind.APPEND_ONLY_FACT || !hasForgotten && ids.isEmpty()) {
            return new Rivals(ids, hasForgotten, isNewcomer(group, ofTable), Optional.empty(), Set.of());
        }
        return new Rivals(
                ids,
                hasForgotten,
                isNewcomer(group, ofTable),
                tables.find(connection, known.name()).map(known.rules()::project),
                tables.ofSources().commonColumns(connection, source, ids, known.table()).stream()
                        .filter(column -> !known.rules().excludes(column))
                        .collect(Collectors.toSet()));
    }

    /**
     * The sources that may have brought the same rows: those of the same organisation, and those that are not
     * configured any more. Of a shared append-only fact only those count that it was consumed from.
     */
    private Set<String> rivals(TableKind kind, String source, String table, List<Checkpoint> ofTable) {
        Set<String> rivals = new HashSet<>();
        if (isCompared(kind, table)) {
            ofTable.stream()
                    .filter(Checkpoint::hasConsumed)
                    .map(Checkpoint::source)
                    .filter(other -> !other.equals(source))
                    .filter(other -> !config.areOfDifferentOrganizations(source, other))
                    .forEach(rivals::add);
        }
        if (kind != TableKind.APPEND_ONLY_FACT) {
            rivals.addAll(config.othersOfOrganization(source));
        }
        return rivals;
    }

    /** Rows of an append-only fact that is not shared are not compared. */
    private boolean isCompared(TableKind kind, String table) {
        return kind != TableKind.APPEND_ONLY_FACT || config.sharedTables().contains(table);
    }

    /** Whether nothing of the table was ever consumed from the source of the table group. */
    private static boolean isNewcomer(TableGroup group, List<Checkpoint> ofTable) {
        List<Checkpoint> ofSource = ofTable.stream()
                .filter(checkpoint -> checkpoint.source().equals(group.id().source()))
                .toList();
        return isFirstOfTable(group, ofSource);
    }

    /** Whether nothing of the table was ever consumed. The checkpoint of the table group has moved on already. */
    private static boolean isFirstOfTable(TableGroup group, List<Checkpoint> ofTable) {
        return group.after() == 0
                && ofTable.stream().allMatch(c -> isOf(c, group) ? c.replayTo() == 0 : !c.hasConsumed());
    }

    private static boolean isOf(Checkpoint checkpoint, TableGroup group) {
        return checkpoint.source().equals(group.id().source())
                && checkpoint.pod().equals(group.id().pod());
    }

    /** The plan by the first of some keys, with those by the others as {@link MergePlan#otherwise}. */
    private MergePlan plan(
            TableGroupId id, TableKind kind, KnownTable table, List<TableKey> keys, Purpose purpose, Rivals rivals) {
        TableKey key = keys.get(0);
        TableDefinition definition = table.table().definition();
        List<String> match = kind == TableKind.FACT ? MergeSql.factMatch(definition, key.columns()) : key.columns();
        MergeSql sql = warehouse.mergeSql(definition, table.target(), match);
        Optional<MergePlan> otherwise = keys.size() == 1
                ? Optional.empty()
                : Optional.of(plan(id, kind, table, keys.subList(1, keys.size()), purpose, rivals));
        return new MergePlan(id, kind, table.table(), table.target(), key, purpose, rivals, sql, otherwise);
    }

    /** The plan by the first key whose values the target can hold exactly. */
    private static MergePlan firstExact(Connection connection, MergePlan plan) throws LoadException, SQLException {
        try {
            KeyTypes.requireExact(connection, plan.table().definition(), plan.target(), plan.sql());
            return plan;
        } catch (LoadException e) {
            if (plan.otherwise().isEmpty()) {
                throw e;
            }
            LOG.warn(
                    "{}: {}; {} is tried",
                    plan.id(),
                    e.getMessage(),
                    plan.otherwise().get().key());
            return firstExact(connection, plan.otherwise().get());
        }
    }

    /** A group that was consumed before a script changed the order of columns has files with the earlier order. */
    public FeedTable withColumnsOfGroup(Connection connection, TableGroupId id, FeedTable table)
            throws LoadException, SQLException {
        Optional<List<String>> columns = layouts.of(connection, id);
        if (columns.isEmpty()) {
            return table;
        }
        return table.arrangedAs(columns.get())
                .orElseThrow(() -> new LoadException(id + " was consumed when files of the table had the columns "
                        + String.join(", ", columns.get()).replace("-", "")
                        + ", and the table does not have all of them any more: its"
                        + " files cannot be read again; set zenoti.on-late-file=report, or delete the late object, or"
                        + " replay later groups only"));
    }

    /** A script of another source may have made a column part of the key: its values would be NULL in all rows. */
    private static void requireInFeed(KnownTable known, TableKey key) throws LoadException {
        List<String> missing = key.columns().stream()
                .filter(column -> !known.table().isInFeed(column))
                .toList();
        if (!missing.isEmpty()) {
            throw new LoadException(
                    "the key of table " + known.name() + " is " + key + ", and files of this source" + " do not have "
                            + String.join(", ", missing) + "; a schema file of this source must add it first");
        }
    }

    /** @throws LoadException if a column that the target's owner has made would change values and give no error */
    private void requireUncut(Connection connection, KnownTable table) throws LoadException, SQLException {
        TableDefinition definition = table.table().definition();
        Map<String, String> cutting =
                warehouse.catalog().cuttingColumns(connection, table.target(), definition.columns());
        if (!cutting.isEmpty()) {
            throw new LoadException("the target table " + table.target()
                    + " would cut values and give no error; change the types of its columns: "
                    + cutting.keySet().stream()
                            .map(column -> column + " from " + cutting.get(column) + " to "
                                    + warehouse
                                            .dialect()
                                            .typeName(definition.column(column).type()))
                            .collect(Collectors.joining(", ")));
        }
    }

    /** @throws LoadException if a fact has no column that says which rows are deleted */
    static void requireVoid(TableDefinition table, TableKind kind) throws LoadException {
        if (kind != TableKind.FACT) {
            return;
        }
        if (!table.has(TableCsvReader.VOID)) {
            throw new LoadException(
                    "fact " + table.name() + " has no column \"void\", which says what to delete and what"
                            + " to insert; if nothing of it is ever deleted, set zenoti.tables." + table.name()
                            + ".kind=append-only-fact");
        }
        if (!TableCsvReader.canBeVoid(table.column(TableCsvReader.VOID).type())) {
            throw new LoadException("the column \"void\" of fact " + table.name() + " is "
                    + table.column(TableCsvReader.VOID).type() + "; it must be BOOLEAN or a whole number");
        }
    }
}
