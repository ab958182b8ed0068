package org.zenotisync.warehouse.mariadb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.LogCapture;
import org.zenotisync.testing.OwnServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.Jdbc;

/** What a server refuses comes with what to do. */
@EnabledIf("org.zenotisync.warehouse.mariadb.TestedServer#isThere")
@DisplayNameGeneration(TestedServer.Names.class)
@Timeout(120)
class RefusedConnectionTest {

    private static final String BUCKET = "refused";

    private static final Map<String, byte[]> FEED = Map.of(
            "SchemaFull/bi_dimx.txt",
            "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);".getBytes(UTF_8),
            "POD1/1/bi_dimx/1/a.csv",
            "1,a\n2,b\n".getBytes(UTF_8),
            "POD1/2/bi_dimx/2/a.csv",
            "2,c\n".getBytes(UTF_8));

    private final TestedServer server = TestedServer.chosen();

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void aServerThatTakesNoRowsOfClients() throws Exception {
        try (OwnServer own = server.start(folder);
                Connection connection = server.connect(own.url("mysql"))) {
            server.provider().requireUsable(connection);
            Jdbc.execute(connection, "SET GLOBAL local_infile = OFF");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> server.provider().requireUsable(connection))
                    .withMessageContaining("local_infile = ON");
        }
    }

    @Test
    void aServerOfTheOtherProduct() {
        TestedServer other = server == TestedServer.MARIADB ? TestedServer.MYSQL : TestedServer.MARIADB;
        assumeTrue(other.isInstalled());
        String url =
                other.newDatabase().replaceFirst("jdbc:\\w+:", server.example().replaceFirst("//.*", ""));

        SQLException failure = catchThrowableOfType(SQLException.class, () -> server.connect(url));

        assertThat(server.provider().missingRight(failure, url))
                .hasValueSatisfying(text -> assertThat(text).contains("zenoti.target.url must be " + other.example()));
    }

    @Test
    void aPasswordForWhichMySqlsDriverNeedsAKey() throws Exception {
        assumeTrue(server == TestedServer.MYSQL);
        String url = server.newDatabase();
        try (Connection connection = DriverManager.getConnection(url)) {
            Jdbc.execute(connection, "DROP USER IF EXISTS hashed");
            Jdbc.execute(connection, "CREATE USER hashed IDENTIFIED WITH caching_sha2_password BY 'any'");
        }
        String ofUser = url.replace("user=root", "user=hashed&password=any&sslMode=DISABLED");

        SQLException failure = catchThrowableOfType(SQLException.class, () -> server.connect(ofUser));

        assertThat(server.provider().missingRight(failure, ofUser)).hasValueSatisfying(text -> assertThat(text)
                .contains("sslMode=DISABLED", "allowPublicKeyRetrieval=true")
                .doesNotContain("any"));
    }

    /** Temporary tables need one, also if all others are in that of the setting. */
    @Test
    void aUrlWithoutADatabase() throws Exception {
        String remedy = "no database is chosen; name it at the end of zenoti.target.url";
        String without = server.newDatabase().replaceFirst("/\\w+\\?", "/?");
        try (Connection connection = server.connect(without)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> server.provider().requireUsable(connection))
                    .withMessageContaining(remedy);
            // a host's pool is not asked before
            SQLException failure = catchThrowableOfType(
                    SQLException.class, () -> Jdbc.execute(connection, "CREATE TABLE any_table (id INT)"));
            assertThat(server.warehouse().rights().missingRight(connection, failure, List.of()))
                    .hasValueSatisfying(text -> assertThat(text).startsWith(remedy));
        }
        assertThatThrownBy(() -> sync(Map.of("zenoti.target.url", without)).close())
                .hasStackTraceContaining(remedy);
    }

    @Test
    void aUserWhoMayNotMakeAnIndex() throws Exception {
        s3.publish(BUCKET, FEED);
        String url = server.newDatabase();
        String database = url.replaceFirst(".*/(\\w+)\\?.*", "$1");
        try (Connection connection = DriverManager.getConnection(url)) {
            Jdbc.execute(connection, "DROP USER IF EXISTS unindexed");
            Jdbc.execute(connection, "CREATE USER unindexed IDENTIFIED BY 'any'");
            Jdbc.execute(
                    connection,
                    "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, CREATE TEMPORARY TABLES ON " + database
                            + ".* TO unindexed");
        }
        try (LogCapture log = new LogCapture();
                SyncHarness sync =
                        sync(Map.of("zenoti.target.url", url.replace("user=root", "user=unindexed&password=any")))) {
            sync.cleanCycle();

            assertThat(log.messages()).anySatisfy(message -> assertThat(message)
                    .contains("could not be prepared for later loads", "INDEX command denied", "GRANT SELECT, INSERT"));
        }
    }

    private SyncHarness sync(Map<String, String> settings) {
        return new SyncHarness(s3.client(), BUCKET, folder.resolve("unused"), settings);
    }
}
