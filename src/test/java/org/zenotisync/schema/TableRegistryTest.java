package org.zenotisync.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zenotisync.config.JdbcUrl;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlTableMaker;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseSetup;
import org.zenotisync.warehouse.Warehouses;

class TableRegistryTest {

    private static final String URL = "jdbc:duckdb:";
    private static final FeedTable TABLE = new FeedTable(new TableDefinition(
            "bi_dimcity", List.of(new ColumnDefinition("id", ColumnType.varchar(50))), List.of(), List.of()));

    @Test
    void theNameOfATargetStaysWhenTheSettingChangesUnlessTheTargetIsMissing() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            TableRegistry first = registry("{table}");
            new ControlTableMaker(warehouse()).make(connection, List.of(first));
            first.save(connection, TABLE);
            statement.execute("CREATE TABLE bi_dimcity (id INT)");
            TableRegistry renaming = registry("{table}_s3");
            renaming.save(connection, TABLE);
            renaming.nameMissingTargets(connection);

            assertThat(renaming.hasOtherTargets(connection)).isTrue();
            assertThat(renaming.targetNames(connection).apply("bi_dimcity")).isEqualTo("bi_dimcity");
            assertThat(renaming.targetNames(connection).apply("bi_dimother")).isEqualTo("bi_dimother_s3");

            statement.execute("DROP TABLE bi_dimcity");
            renaming.nameMissingTargets(connection);

            assertThat(renaming.hasOtherTargets(connection)).isFalse();
            assertThat(renaming.known(connection, "bi_dimcity").orElseThrow().target())
                    .isEqualTo("bi_dimcity_s3");
        }
    }

    private static Warehouse warehouse() {
        return Warehouses.of(URL).warehouse(new WarehouseSetup(null, Map.of(), true, null, null));
    }

    private static TableRegistry registry(String tableName) {
        return new TableRegistry(
                warehouse(),
                new SyncConfig.Target(
                        new JdbcUrl(URL),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        tableName,
                        Map.of()),
                Clock.systemUTC());
    }
}
