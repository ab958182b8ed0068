package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
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
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaFiles;
import org.zenotisync.warehouse.Jdbc;

/**
 * Tells which tables an earlier version of the program has loaded past a schema file that it had refused: since tables wait for their
 * schema files, that does not happen any more.
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

    /** From a group on, a table was loaded without a file. */
    private record Past(long group, SchemaFile file) {}

    /**
     * Tells it in the log, a line for each table, and remembers that it is told.
     *
     * @param files that an earlier version has refused, with the tables that they concern
     */
    void tell(Map<SchemaFile, ConcernedTables> files) throws SQLException {
        if (files.isEmpty()) {
            return;
        }
        Map<String, Past> pasts = Jdbc.with(dataSource, connection -> pasts(connection, files));
        pasts.forEach((table, past) -> LOG.warn(
                "An earlier version of this program has loaded table {} from group {} on without the schema file {}, which"
                        + " it had refused: values may stand in wrong columns. When the file is applied or accepted, {}"
                        + " repairs them",
                table,
                past.group(),
                past.file().object().uri(),
                remedy(table, past.group())));
        Jdbc.inTransaction(dataSource, connection -> {
            for (Map.Entry<SchemaFile, ConcernedTables> file : files.entrySet()) {
                Optional<String> note = file.getKey().before().flatMap(SchemaFiles.Entry::note);
                control.schemaFiles()
                        .record(
                                connection,
                                file.getKey(),
                                SchemaFiles.Outcome.FAILED,
                                note,
                                file.getValue(),
                                Optional.empty());
            }
            return null;
        });
    }

    private Map<String, Past> pasts(Connection connection, Map<SchemaFile, ConcernedTables> files) throws SQLException {
        Map<String, Past> pasts = new TreeMap<>();
        List<Checkpoint> checkpoints =
                control.checkpoints().all(connection, config.source().id());
        for (Map.Entry<SchemaFile, ConcernedTables> file : files.entrySet()) {
            SchemaFiles.Entry before = file.getKey().before().orElseThrow();
            for (Checkpoint checkpoint : checkpoints) {
                if (file.getValue().has(checkpoint.table())) {
                    control.manifest()
                            .firstGroupSince(connection, checkpoint, before.lastModified())
                            .ifPresent(group -> pasts.merge(
                                    checkpoint.table(),
                                    new Past(group, file.getKey()),
                                    (one, other) -> other.group() < one.group() ? other : one));
                }
            }
        }
        return pasts;
    }

    /** Rows of append-only facts cannot be taken back. */
    private String remedy(String table, long group) {
        boolean isAppendOnly = config.kindOf(table)
                .filter(kind -> kind == TableKind.APPEND_ONLY_FACT)
                .isPresent();
        return isAppendOnly
                ? "to drop the target table and 'replay --table " + table + " --from-group 1'"
                : "'replay --table " + table + " --from-group " + group + "'";
    }
}
