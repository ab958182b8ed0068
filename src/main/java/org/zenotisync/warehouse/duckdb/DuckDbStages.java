package org.zenotisync.warehouse.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Stages;

/** Temporary tables of DuckDB, and its appender. They outlive the return of a connection to its pool. */
final class DuckDbStages implements Stages {

    static final String TEMPORARY_CATALOG = "temp";
    private static final String TEMPORARY_SCHEMA = "main";

    private final Dialect dialect;

    DuckDbStages(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception {
        dropTemporary(connection, stage.name());
        Jdbc.execute(
                connection,
                "CREATE TEMPORARY TABLE " + dialect.quote(stage.name()) + " (" + dialect.columnList(stage.columns())
                        + ")");
        DuckDBConnection duckDb = connection.unwrap(DuckDBConnection.class);
        try (DuckDBAppender appender = duckDb.createAppender(TEMPORARY_CATALOG, TEMPORARY_SCHEMA, stage.name())) {
            // the driver does not clear the rest of an inlined string, so equal strings could differ
            appender.setWriteInlinedStrings(false);
            rows.writeTo(new AppenderSink(
                    appender,
                    stage.columns().stream().map(ColumnDefinition::type).toList()));
            // close flushes, too, but hides a failure
            appender.flush();
        }
        return Jdbc.number(connection, "SELECT count(*) FROM " + dialect.quote(stage.name()));
    }

    @Override
    public void dropStage(Connection connection) throws SQLException {
        dropTemporary(connection, StageTable.NAME);
    }

    @Override
    public void createTemporary(Connection connection, String name, String query) throws SQLException {
        Jdbc.update(connection, "CREATE TEMPORARY TABLE " + dialect.quote(name) + " AS\n" + query);
    }

    @Override
    public void dropTemporary(Connection connection, String name) throws SQLException {
        Jdbc.execute(connection, "DROP TABLE IF EXISTS " + TEMPORARY_CATALOG + "." + dialect.quote(name));
    }
}
