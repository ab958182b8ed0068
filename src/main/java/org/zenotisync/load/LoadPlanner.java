package org.zenotisync.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.schema.EarlierLayouts;
import org.zenotisync.schema.TableRegistry;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.Warehouse;

/** Decides how a table group is loaded: its kind, columns and key. */
public final class LoadPlanner {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final Checkpoints checkpoints;
    private final TableRegistry tables;
    private final EarlierLayouts layouts;

    public LoadPlanner(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            Checkpoints checkpoints,
            TableRegistry tables,
            EarlierLayouts layouts) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.checkpoints = checkpoints;
        this.tables = tables;
        this.layouts = layouts;
    }

    /**
     * The plan for a table group.
     *
     * @throws LoadException if a file of it is not CSV by its name, or its kind, columns or key are not known, or the target cannot hold its key
     */
    public LoadPlan plan(TableGroup group) throws LoadException, SQLException {
        long started = System.nanoTime();
        Optional<String> misnamed = MisnamedFiles.complaint(group);
        if (misnamed.isPresent()) {
            throw new LoadException(misnamed.get());
        }
        String name = group.id().table();
        TableKind kind = config.kindOf(name)
                .orElseThrow(() -> new LoadException("the name of table " + name
                        + " begins with neither bi_fact nor bi_dim; set zenoti.tables." + name
                        + ".kind to fact, append-only-fact or dimension"));
        try (Connection connection = dataSource.getConnection()) {
            FeedTable known = tables.find(connection, name)
                    .orElseThrow(() -> new LoadException("table " + name + " has no schema; its file SchemaFull/" + name
                            + ".txt is missing or was refused"));
            FeedTable table = asOfItsTime(connection, group.id(), known);
            if (!warehouse.holdTarget(connection, config.target().nameOf(name))) {
                throw new LoadException("the target table " + config.target().nameOf(name)
                        + " is gone; 'replay --table " + name + " --from-group 1' makes and fills it again");
            }
            Checkpoint checkpoint = checkpoints.find(connection, group.id()).orElseThrow();
            requireVoid(table.definition(), kind);
            TableKey key = kind == TableKind.APPEND_ONLY_FACT
                    ? TableKey.NONE
                    : TableKey.resolve(table, config, checkpoint.provenKey());
            List<String> match =
                    kind == TableKind.FACT ? MergeSql.factMatch(table.definition(), key.columns()) : key.columns();
            MergeSql sql =
                    warehouse.mergeSql(table.definition(), config.target().nameOf(name), match);
            KeyTypes.requireExact(
                    connection, table.definition(), config.target().nameOf(name), sql);
            return new LoadPlan(
                    group, kind, table, key, checkpoint.isReplay(group.id().group()), sql, started);
        }
    }

    /** A group that was consumed before a script has changed the order of columns has files of the order before. */
    private FeedTable asOfItsTime(Connection connection, TableGroupId id, FeedTable table)
            throws LoadException, SQLException {
        Optional<List<String>> columns = layouts.of(connection, id);
        if (columns.isEmpty()) {
            return table;
        }
        return table.arrangedAs(columns.get())
                .orElseThrow(() -> new LoadException(id + " was consumed when files of the table had the columns "
                        + String.join(", ", columns.get()).replace("-", "")
                        + ", of which the table does not have all any more: its"
                        + " files cannot be read again; set zenoti.on-late-file=report, or delete the late object, or"
                        + " replay later groups only"));
    }

    private static void requireVoid(TableDefinition table, TableKind kind) throws LoadException {
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
