package org.zenotisync.warehouse.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.testing.MariaDbServer;
import org.zenotisync.testing.MySqlServer;
import org.zenotisync.testing.OwnServer;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouses;

/** A server that cannot be used is refused at the start, with what its administrator must do. */
@EnabledIf("org.zenotisync.testing.MySqlServer#isInstalled")
class MySqlProviderTest {

    private final MySqlProvider provider = new MySqlProvider();

    @Test
    void aServerThatTakesNoRowsOfClientsIsRefused(@TempDir Path folder) throws Exception {
        try (OwnServer server = new MySqlServer(folder);
                Connection connection = DriverManager.getConnection(server.url(""))) {
            provider.requireUsable(connection);
            Jdbc.execute(connection, "SET GLOBAL local_infile = OFF");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> provider.requireUsable(connection))
                    .withMessageContaining("SET PERSIST local_infile = ON");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SET sql_require_primary_key = ON, SET PERSIST sql_require_primary_key = OFF",
        "SET max_error_count = 0, SET PERSIST max_error_count = 64"
    })
    void aVariableThatOnlyAnAdministratorCanChangeIsNamed(String setting, String remedy) throws Exception {
        try (Connection connection = DriverManager.getConnection(MySqlServer.newDatabase())) {
            Jdbc.execute(connection, setting);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> provider.requireUsable(connection))
                    .withMessageContaining(remedy);
        }
    }

    @Test
    @EnabledIf("org.zenotisync.testing.MariaDbServer#isInstalled")
    void aServerOfMariaDbIsRefused() throws Exception {
        String url = MariaDbServer.newDatabase();
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> provider.requireUsable(connection))
                    .withMessageContaining("zenoti.target.url must be jdbc:mariadb://");
        }
    }

    @Test
    void theUrlChoosesIt() {
        assertThat(Warehouses.of("jdbc:mysql://h/d").exampleUrl()).isEqualTo("jdbc:mysql://<host>/<database>");
    }
}
