package org.zenotisync.warehouse.mariadb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.testing.MariaDbServer;
import org.zenotisync.testing.MySqlServer;
import org.zenotisync.testing.OwnServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouses;

/** A server that cannot be used is refused at the start, with what its administrator must do. */
@EnabledIf("org.zenotisync.testing.MySqlServer#isInstalled")
class MySqlProviderTest {

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    private final MySqlProvider provider = new MySqlProvider();

    @Test
    void aServerThatTakesNoRowsOfClientsIsRefused(@TempDir Path folder) throws Exception {
        try (OwnServer server = new MySqlServer(folder);
                Connection connection = DriverManager.getConnection(server.url("mysql"))) {
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

    /** docs/mariadb.md, "The server". No variable of the session needs another right. */
    @Test
    void theRightsOfThePageAreEnough(@TempDir Path folder) throws Exception {
        String url = MySqlServer.newDatabase();
        String database = url.replaceFirst(".*/(.*)\\?.*", "$1");
        try (Connection connection = DriverManager.getConnection(url)) {
            Jdbc.execute(connection, "DROP USER IF EXISTS loader");
            Jdbc.execute(connection, "CREATE USER loader IDENTIFIED BY 'any'");
            Jdbc.execute(
                    connection,
                    "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, CREATE TEMPORARY TABLES ON "
                            + database + ".* TO loader");
        }
        s3.publish(
                "mysql-rights",
                Map.of(
                        "SchemaFull/bi_dimx.txt",
                        "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);".getBytes(UTF_8),
                        "POD1/1/bi_dimx/1/a.csv",
                        "1,a\n2,b\n".getBytes(UTF_8),
                        "POD1/2/bi_dimx/2/a.csv",
                        "2,c\n2,d\n".getBytes(UTF_8),
                        "SchemaUpgrade/1/bi_dimx.txt",
                        "ALTER TABLE bi_dimx ADD COLUMN more VARCHAR(9) DEFAULT 'it''s';".getBytes(UTF_8)));
        try (SyncHarness sync = new SyncHarness(
                s3.client(),
                "mysql-rights",
                folder.resolve("unused"),
                Map.of("zenoti.target.url", url.replace("user=root", "user=loader&password=any")))) {
            sync.cleanCycle();

            assertThat(sync.rows("bi_dimx", "id", "name")).containsExactly("1|a", "2|d");
        }
    }

    @Test
    void theUrlChoosesIt() {
        assertThat(Warehouses.of("jdbc:mysql://h/d").exampleUrl()).isEqualTo("jdbc:mysql://<host>/<database>");
    }
}
