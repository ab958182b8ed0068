package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Stages;

/**
 * Temporary tables of MariaDB and MySQL. A roll-back removes their rows, but not the tables: what is left of a transaction is
 * dropped before the next one makes it again. These statements do not commit.
 */
class MariaDbStages implements Stages {

    private static final SqlTemplate OTHER_COLLATIONS =
            SqlTemplate.of("SHOW FULL COLUMNS FROM {table} WHERE collation <> '{collation}'");

    private static final SqlTemplate CONVERT =
            SqlTemplate.of("ALTER TABLE {table} CONVERT TO CHARACTER SET utf8mb4 COLLATE {collation}");

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
                ? MatchColumns.list(dialect, stage.columns(), stage.match())
                : dialect.columnList(stage.columns());
        Jdbc.execute(
                connection, "CREATE TEMPORARY TABLE " + name + " (" + columns + ")" + MariaDbDialect.STORAGE);
        return LoadData.into(connection, dialect, name, stage.columns(), rows);
    }

    @Override
    public void dropStage(Connection connection) throws SQLException {
        dropTemporary(connection, StageTable.NAME);
    }

    @Override
    public void createTemporary(Connection connection, String name, String query) throws SQLException {
        dropTemporary(connection, name);
        make(connection, dialect.quote(name), "", query);
    }

    /** @param columns in parentheses those whose types are not the query's; may be empty */
    private void make(Connection connection, String quoted, String columns, String query) throws SQLException {
        Jdbc.execute(
                connection, "CREATE TEMPORARY TABLE " + quoted + columns + MariaDbDialect.STORAGE + " AS\n" + query);
        // columns of a target that its owner has made have the owner's collation; here all are compared by their bytes
        Map<String, String> names =
                Map.of("table", quoted, "collation", dialect.product().collation());
        if (!Jdbc.query(connection, OTHER_COLLATIONS.fill(names), row -> 1).isEmpty()) {
            Jdbc.execute(connection, CONVERT.fill(names));
        }
    }

    @Override
    public void dropTemporary(Connection connection, String name) throws SQLException {
        Jdbc.execute(connection, "DROP TEMPORARY TABLE IF EXISTS " + dialect.quote(name));
    }

    @Override
    public void createKeyed(Connection connection, String name, String query, List<ColumnDefinition> key)
            throws SQLException {
        dropTemporary(connection, name);
        String quoted = dialect.quote(name);
        List<String> match = key.stream().map(ColumnDefinition::name).toList();
        make(connection, quoted, key.isEmpty() ? "" : " (" + MatchColumns.list(dialect, key, match) + ")", query);
        MatchColumns.index(connection, dialect, quoted, match);
    }

    @Override
    public void analyzeTemporary(Connection connection, String name, List<String> columns) throws SQLException {
        MatchColumns.index(connection, dialect, dialect.quote(name), columns);
    }

    /** Statements that change an index of a temporary table do not commit either. */
    @Override
    public void indexTemporary(Connection connection, String name, String column) throws SQLException {
        Jdbc.execute(connection, "ALTER TABLE " + dialect.quote(name) + " ADD INDEX (" + dialect.quote(column) + ")");
    }
}
