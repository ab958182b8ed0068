package org.zenotisync.warehouse.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Stages;

/** Temporary tables of PostgreSQL, which the end of a transaction drops. */
final class PostgresStages implements Stages {

    /**
     * A hash join of tables of this width writes most rows to disk and reads them again if it has the 4 MB that
     * PostgreSQL has by default. Statements are compiled for longer than that saves, and a tenth of the usual sample
     * gives the number of distinct keys.
     */
    private static final String PREPARE_COMPARISON =
            """
            SELECT set_config(name,
              CASE name WHEN 'jit' THEN 'off' WHEN 'work_mem' THEN '64MB' ELSE '10' END, true)
            FROM pg_settings
            WHERE name IN ('jit', 'default_statistics_target') OR name = 'work_mem' AND setting::bigint < 64 * 1024""";

    /** A stage of so many rows is analysed: otherwise the planner may compare all rows with all. */
    private static final int ANALYZED_STAGE = 500;

    private final Dialect dialect;

    PostgresStages(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception {
        String name = dialect.quote(stage.name());
        Jdbc.execute(
                connection,
                "CREATE TEMPORARY TABLE " + name + " (" + dialect.columnList(stage.columns()) + ") ON COMMIT DROP");
        // its rows are written once: otherwise the first reader would mark each of them as committed
        long taken = BinaryCopy.into(connection, dialect, name, stage.columns(), "FORMAT binary, FREEZE", rows);
        if (!stage.match().isEmpty() && taken >= ANALYZED_STAGE) {
            Jdbc.execute(connection, "ANALYZE " + name + " (" + dialect.quoted(stage.match()) + ")");
        }
        return taken;
    }

    @Override
    public void dropStage(Connection connection) {
        // the end of the transaction drops it
    }

    @Override
    public void clearStage(Connection connection) throws SQLException {
        dropTemporary(connection, StageTable.NAME);
    }

    @Override
    public void createTemporary(Connection connection, String name, String query) throws SQLException {
        Jdbc.execute(connection, "CREATE TEMPORARY TABLE " + dialect.quote(name) + " ON COMMIT DROP AS\n" + query);
    }

    @Override
    public void prepareComparison(Connection connection) throws SQLException {
        Jdbc.execute(connection, PREPARE_COMPARISON);
    }

    @Override
    public void analyzeTemporary(Connection connection, String name, List<String> columns) throws SQLException {
        String ofColumns = columns.isEmpty() ? "" : " (" + dialect.quoted(columns) + ")";
        Jdbc.execute(connection, "ANALYZE " + dialect.quote(name) + ofColumns);
    }

    @Override
    public void indexTemporary(Connection connection, String name, String column) throws SQLException {
        Jdbc.execute(connection, "CREATE INDEX ON pg_temp." + dialect.quote(name) + " (" + dialect.quote(column) + ")");
    }

    @Override
    public void dropTemporary(Connection connection, String name) throws SQLException {
        Jdbc.execute(connection, "DROP TABLE IF EXISTS pg_temp." + dialect.quote(name));
    }
}
