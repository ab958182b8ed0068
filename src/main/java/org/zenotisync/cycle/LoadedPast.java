package org.zenotisync.cycle;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.TableKind;
import org.zenotisync.schema.ConcernedTables;
import org.zenotisync.schema.PastGroups;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaFileEntry;
import org.zenotisync.schema.SchemaFileOutcome;
import org.zenotisync.warehouse.Jdbc;

/**
 * Finds the tables that were loaded without a schema file that is not applied. Reports those that an earlier version of
 * the program has loaded without a file that it had refused. This version does not do that: tables wait for their
 * schema files.
 */
final class LoadedPast {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedPast.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;

    LoadedPast(SyncConfig config, DataSource dataSource, ControlTables control) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
    }

    /**
     * The table groups of some tables that were consumed since a time.
     *
     * @param source the source's id
     * @param time in UTC
     */
    PastGroups since(String source, ConcernedTables tables, LocalDateTime time) throws SQLException {
        return Jdbc.with(dataSource, connection -> {
            Map<String, Map<String, Long>> groups = new TreeMap<>();
            for (Checkpoint checkpoint : control.checkpoints().all(connection, source)) {
                if (tables.has(checkpoint.table())) {
                    control.manifest()
                            .firstGroupSince(connection, checkpoint, time)
                            .ifPresent(group -> groups.computeIfAbsent(checkpoint.table(), t -> new TreeMap<>())
                                    .put(checkpoint.pod(), group));
                }
            }
            return new PastGroups(groups);
        });
    }

    /**
     * Reports the tables in the log, one line for each, and remembers that they are reported.
     *
     * @param files files that an earlier version has refused, with the tables that they concern
     */
    void report(Map<SchemaFile, ConcernedTables> files) throws SQLException {
        PastGroups all = PastGroups.NONE;
        Map<String, SchemaFile> firstFile = new TreeMap<>();
        for (Map.Entry<SchemaFile, ConcernedTables> file : files.entrySet()) {
            SchemaFileEntry before = file.getKey().before().orElseThrow();
            PastGroups groups = since(before.source(), file.getValue(), before.lastModified());
            groups.tables().forEach(table -> firstFile.putIfAbsent(table, file.getKey()));
            all = all.and(groups);
            Jdbc.runInTransaction(dataSource, connection -> {
                control.schemaFiles()
                        .record(
                                connection,
                                file.getKey(),
                                SchemaFileOutcome.FAILED,
                                before.note(),
                                file.getValue(),
                                Optional.empty());
                control.schemaFiles().keepPast(connection, before.source(), before.key(), groups);
            });
        }
        for (Map.Entry<String, SchemaFile> entry : firstFile.entrySet()) {
            String table = entry.getKey();
            LOG.warn(
                    "An earlier version of this program has loaded table {} from group {} on without the schema file"
                            + " {}, which it had refused: values may be in wrong columns. When the file is applied or"
                            + " accepted, {} repairs them",
                    table,
                    all.firstGroup(table),
                    entry.getValue().object().uri(),
                    remedy(table, all.firstGroup(table)));
        }
    }

    /** A replay does not delete rows of an append-only fact, so wrong rows would stay. */
    private String remedy(String table, long group) {
        boolean isAppendOnly = config.kindOf(table)
                .filter(kind -> kind == TableKind.APPEND_ONLY_FACT)
                .isPresent();
        return isAppendOnly
                ? "to drop the target table and 'replay --table " + table + " --from-group 1'"
                : "'replay --table " + table + " --from-group " + group + "'";
    }
}
