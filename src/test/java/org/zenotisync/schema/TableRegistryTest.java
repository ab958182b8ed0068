package org.zenotisync.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.WarehouseSetup;
import org.zenotisync.warehouse.Warehouses;

class TableRegistryTest {

    private static final String URL = "jdbc:duckdb:";
    private static final FeedTable TABLE = new FeedTable(new TableDefinition(
            "bi_dimcity", List.of(new ColumnDefinition("id", ColumnType.varchar(50))), List.of(), List.of()));

    @Test
    void theNameOfTheTargetTableFollowsTheSetting() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            statement.execute(registry("{table}").createTable());
            registry("{table}").save(connection, TABLE);
            registry("{table}_s3").save(connection, TABLE);

            assertThat(Jdbc.query(
                            connection, "SELECT target_table FROM " + TableRegistry.TABLE, row -> row.getString(1)))
                    .containsExactly("bi_dimcity_s3");
        }
    }

    private static TableRegistry registry(String tableName) {
        return new TableRegistry(
                Warehouses.of(URL).warehouse(new WarehouseSetup(null, Map.of(), true, null)),
                new SyncConfig.Target(URL, null, null, null, tableName, Map.of()),
                Clock.systemUTC());
    }
}
