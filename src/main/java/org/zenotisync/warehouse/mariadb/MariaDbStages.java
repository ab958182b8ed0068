package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Stages;

/**
 * Temporary tables of MariaDB and MySQL. A roll-back removes their rows, but not the tables: what is left of a
 * transaction is dropped before the next one makes it again. These statements do not commit.
 */
class MariaDbStages implements Stages {

    private final MariaDbDialect dialect;

    MariaDbStages(MariaDbDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception {
        dropTemporary(connection, stage.name());
        String name = dialect.quote(stage.name());
        // expected rows have the types of their target, see StageSnapshot
        String columns = stage.name().equals(StageTable.NAME)
                ? MatchColumns.typed(dialect, stage.columns(), stage.match())
                : MatchColumns.indexed(dialect, stage.columns(), stage.match());
        Jdbc.execute(connection, "CREATE TEMPORARY TABLE " + name + " (" + columns + ")" + MariaDbDialect.STORAGE);
        return LoadData.into(connection, dialect, name, stage.columns(), rows);
    }

    @Override
    public void dropStage(Connection connection) throws SQLException {
        dropTemporary(connection, StageTable.NAME);
    }

    @Override
    public void createTemporary(Connection connection, String name, String query) throws SQLException {
        createKeyed(connection, name, query, List.of());
    }

    @Override
    public void createKeyed(Connection connection, String name, String query, List<ColumnDefinition> key)
            throws SQLException {
        dropTemporary(connection, name);
        Jdbc.execute(
                connection,
                "CREATE TEMPORARY TABLE " + dialect.quote(name) + MatchColumns.ofQuery(connection, dialect, query, key)
                        + MariaDbDialect.STORAGE + " AS\n" + query);
    }

    @Override
    public void dropTemporary(Connection connection, String name) throws SQLException {
        Jdbc.execute(connection, "DROP TEMPORARY TABLE IF EXISTS " + dialect.quote(name));
    }
}
