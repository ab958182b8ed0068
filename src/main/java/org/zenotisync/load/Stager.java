package org.zenotisync.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/** Loads the files of a table group into the stage. */
public final class Stager {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final ObjectReader objects;
    private final Manifest manifest;
    private final SyncListener listener;

    public Stager(
            DataSource dataSource,
            Warehouse warehouse,
            SyncConfig config,
            ObjectReader objects,
            Manifest manifest,
            SyncListener listener) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.objects = objects;
        this.manifest = manifest;
        this.listener = listener;
    }

    /**
     * Fills the stage.
     *
     * @throws LoadException if a file cannot be had or read
     */
    public StagedGroup stage(LoadPlan plan) throws LoadException, SQLException {
        try (Connection connection = dataSource.getConnection()) {
            List<Manifest.Entry> known = plan.replay() && plan.kind() == TableKind.APPEND_ONLY_FACT
                    ? manifest.of(connection, plan.group().id())
                    : List.of();
            TableGroupRows rows = new TableGroupRows(
                    unknown(plan.group(), known),
                    new TableCsvReader(
                            plan.table().definition(), plan.table().formerNames(), plan.kind(), config.emptyText()),
                    objects,
                    listener);
            fill(connection, new StageTable(plan.table().definition()), rows);
            List<Manifest.Entry> entries = new ArrayList<>(known);
            entries.addAll(rows.entries());
            return new StagedGroup(plan, rows.counts(), entries);
        }
    }

    private void fill(Connection connection, StageTable stage, TableGroupRows rows) throws LoadException, SQLException {
        try {
            warehouse.fillStage(connection, stage, rows);
        } catch (LoadException | SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LoadException(e.getMessage(), e);
        }
    }

    /** In a replay of an append-only fact only objects that the manifest does not hold are inserted. */
    private List<FeedFile> unknown(TableGroup group, List<Manifest.Entry> known) throws LoadException {
        Map<String, String> etags = new HashMap<>();
        known.forEach(entry -> etags.put(entry.key(), entry.etag()));
        List<FeedFile> unknown = new ArrayList<>();
        for (FeedFile file : group.files()) {
            String etag = etags.get(file.object().key());
            if (etag == null) {
                unknown.add(file);
            } else if (!etag.equals(file.object().etag())) {
                String table = group.id().table();
                throw new LoadException(
                        file.object().uri() + " has changed after its rows were inserted into an append-only"
                                + " fact, where nothing can be taken back; put the old object back, or load the whole"
                                + " table anew: drop "
                                + config.target().nameOf(table) + " in the target, then 'replay --table " + table
                                + " --from-group 1'");
            }
        }
        return unknown;
    }
}
