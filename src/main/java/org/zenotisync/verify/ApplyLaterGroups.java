package org.zenotisync.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.consume.LoadPlanner;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.merge.DimensionMerge;
import org.zenotisync.merge.FactMerge;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.Merge;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.merge.Rivals;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.PodId;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.Projection;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.schema.TableRegistry;
import org.zenotisync.stage.LoadPlan;
import org.zenotisync.stage.StagedGroup;
import org.zenotisync.stage.Stager;
import org.zenotisync.warehouse.CompareSql;
import org.zenotisync.warehouse.CompareTables;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.LaterGroupsSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.Stages;
import org.zenotisync.warehouse.Warehouse;

/**
 * Step of a verification: makes the expected rows those that the snapshots and the table groups after them leave. The
 * table groups are merged as in a replay, into a temporary table; a key that one of them has ends as that table group
 * says, and any other one as the snapshot says.
 */
public final class ApplyLaterGroups {

    private static final Logger LOG = LoggerFactory.getLogger(ApplyLaterGroups.class);

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final TableRegistry tables;
    private final LaterGroups laterGroups;
    private final LoadPlanner planner;
    private final Stager stager;
    private final Merge factMerge = new FactMerge();
    private final Merge dimensionMerge = new DimensionMerge();

    public ApplyLaterGroups(
            DataSource dataSource,
            Warehouse warehouse,
            TableRegistry tables,
            LaterGroups laterGroups,
            LoadPlanner planner,
            Stager stager) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.tables = tables;
        this.laterGroups = laterGroups;
        this.planner = planner;
        this.stager = stager;
    }

    /**
     * Reads the later table groups and changes the expected rows.
     *
     * @throws LoadException if a file cannot be read
     */
    public void apply(Comparison comparison) throws LoadException, SQLException {
        CompareSql sql = comparison.sql(warehouse);
        try (Connection connection = dataSource.getConnection()) {
            List<LaterGroups.Later> later = laterGroups.find(connection, comparison);
            LOG.info(
                    "{}: reading {} to find out what has changed since the snapshot",
                    comparison.job().table(),
                    Quantity.of(later.size(), "later table group"));
            List<ColumnDefinition> key = comparison.matchColumns();
            Stages stages = warehouse.stages();
            stages.createKeyed(
                    connection, CompareTables.LATER, sql.expectedRows().selectNothing(), key);
            stages.createKeyed(
                    connection, CompareTables.TOUCHED, sql.laterGroups().noTouched(), key);
            List<PodId> pods = new ArrayList<>(
                    IntStream.range(0, comparison.job().snapshots().size())
                            .mapToObj(ordinal -> comparison.job().track(ordinal).podId())
                            .toList());
            NavigableMap<Long, TableGroupId> gone = new TreeMap<>();
            int applied = 0;
            for (int ordinal = 0; ordinal < later.size(); ordinal++) {
                LaterGroups.Later group = later.get(ordinal);
                if (group.group().isEmpty()) {
                    gone.put((long) ordinal, group.id());
                    LOG.warn("{}: its files are gone from the source; what it changed is undecided", group.id());
                    continue;
                }
                int pod = indexOf(pods, group.id().track().podId());
                apply(connection, comparison, group.group().get());
                Jdbc.update(connection, sql.laterGroups().touch(pod, ordinal));
                warehouse.stages().clearStage(connection);
                applied++;
            }
            rebase(connection, comparison, sql.laterGroups());
            comparison.rebased(applied, gone);
        }
    }

    private static int indexOf(List<PodId> pods, PodId pod) {
        if (!pods.contains(pod)) {
            pods.add(pod);
        }
        return pods.indexOf(pod);
    }

    private void apply(Connection connection, Comparison comparison, TableGroup group)
            throws LoadException, SQLException {
        FeedTable ofSource = tables.known(
                        connection, group.id().source(), group.id().table())
                .map(KnownTable::table)
                .orElse(comparison.projection().feed());
        Projection projection =
                comparison.projection().of(planner.withColumnsOfGroup(connection, group.id(), ofSource));
        MergePlan plan = new MergePlan(
                group.id(),
                comparison.kind(),
                projection.target(),
                CompareTables.LATER,
                comparison.key().proven(),
                MergePlan.Purpose.COMPARISON,
                Rivals.NONE,
                warehouse
                        .merges()
                        .of(
                                comparison.definition(),
                                MergeTarget.temporary(warehouse.dialect(), CompareTables.LATER),
                                comparison.match()),
                Optional.empty());
        StagedGroup staged = stager.stageOnly(connection, new LoadPlan(group, projection, plan));
        Merge merge = comparison.kind() == TableKind.FACT ? factMerge : dimensionMerge;
        merge.merge(connection, staged.rows());
    }

    private void rebase(Connection connection, Comparison comparison, LaterGroupsSql sql) throws SQLException {
        warehouse.stages().analyzeTemporary(connection, CompareTables.TOUCHED, comparison.match());
        warehouse.stages().analyzeTemporary(connection, CompareTables.LATER, comparison.match());
        warehouse
                .stages()
                .createKeyed(connection, CompareTables.RENEWED, sql.selectRenewed(), comparison.matchColumns());
        warehouse.stages().analyzeTemporary(connection, CompareTables.RENEWED, comparison.match());
        Jdbc.update(connection, sql.deleteRenewed());
        Jdbc.update(connection, sql.insertRenewed(comparison.rows()));
    }
}
