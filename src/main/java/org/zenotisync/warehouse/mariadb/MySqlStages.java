package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RepeatedReads;

/** Temporary tables of MySQL, and their copies. */
final class MySqlStages extends MariaDbStages {

    private final MySqlDialect dialect;

    MySqlStages(MySqlDialect dialect) {
        super(dialect);
        this.dialect = dialect;
    }

    @Override
    public void createKeyed(Connection connection, String name, String query, List<ColumnDefinition> key)
            throws SQLException {
        super.createKeyed(connection, name, RepeatedReads.prepared(connection, dialect, query, List.of()), key);
    }

    @Override
    public void dropTemporary(Connection connection, String name) throws SQLException {
        List<String> all = new ArrayList<>(List.of(dialect.quote(name)));
        all.addAll(dialect.copiesOf(name));
        Jdbc.execute(connection, "DROP TEMPORARY TABLE IF EXISTS " + String.join(", ", all));
    }
}
