package org.zenotisync.warehouse.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Stages;

/**
 * Temporary tables of SQL Server. They are made by statements that are not prepared: one that a prepared statement has
 * made would go with it (t-sql/statements/create-table-transact-sql, "Temporary tables").
 */
final class SqlServerStages implements Stages {

    private final SqlServerDialect dialect;

    SqlServerStages(SqlServerDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception {
        dropTemporary(connection, stage.name());
        String name = dialect.temporary(stage.name());
        Jdbc.execute(connection, "CREATE TABLE " + name + " (" + dialect.columnList(stage.columns()) + ")");
        List<String> columns =
                stage.columns().stream().map(ColumnDefinition::name).toList();
        BulkCopy.into(connection, name, stage.columns(), columns, rows);
        return Jdbc.number(connection, "SELECT COUNT_BIG(*) FROM " + name);
    }

    @Override
    public void dropStage(Connection connection) throws SQLException {
        dropTemporary(connection, StageTable.NAME);
    }

    /**
     * An outer join makes each column one that takes NULL, and inherits no IDENTITY; INTO would make a constant NOT
     * NULL (t-sql/queries/select-into-clause-transact-sql).
     */
    @Override
    public void createTemporary(Connection connection, String name, String query) throws SQLException {
        dropTemporary(connection, name);
        Jdbc.execute(
                connection,
                "SELECT TOP (0) q.*\nINTO " + dialect.temporary(name)
                        + "\nFROM (SELECT 1 AS zenoti_sync_any) AS one\nLEFT JOIN (\n" + query + "\n) AS q ON 1 = 0");
        Jdbc.execute(connection, "INSERT INTO " + dialect.temporary(name) + "\n" + query);
    }

    @Override
    public void dropTemporary(Connection connection, String name) throws SQLException {
        Jdbc.execute(connection, "DROP TABLE IF EXISTS " + dialect.temporary(name));
    }

    @Override
    public void indexTemporary(Connection connection, String name, String column) throws SQLException {
        Jdbc.execute(
                connection,
                "CREATE INDEX " + dialect.quote("zenoti_sync_index") + " ON " + dialect.temporary(name) + " ("
                        + dialect.quote(column) + ")");
    }
}
