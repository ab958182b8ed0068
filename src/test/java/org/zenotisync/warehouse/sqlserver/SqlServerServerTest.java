package org.zenotisync.warehouse.sqlserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.model.ColumnType;
import org.zenotisync.recording.GoldenFeed;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SqlServerServer;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.Jdbc;

/** What is special with SQL Server, on a server that somebody has, see {@link SqlServerServer}. */
class SqlServerServerTest {

    private static final String BUCKET = "sqlserver";
    private static final String TARGET = "zenoti.target.url";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private final SqlServerWarehouse sqlServer = new SqlServerWarehouse(null);

    private SyncHarness harness(String url) {
        return new SyncHarness(s3.client(), BUCKET, folder.resolve("unused"), Map.of(TARGET, url));
    }

    private void put(String... files) {
        Map<String, byte[]> objects = new HashMap<>();
        for (int i = 0; i < files.length; i += 2) {
            objects.put(files[i], files[i + 1].getBytes(UTF_8));
        }
        s3.publish(BUCKET, objects);
    }

    private static Connection connect(String url) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(new SqlServerProvider().connectionProperties(1));
        return DriverManager.getConnection(url, properties);
    }

    @Test
    @EnabledIfSystemProperty(named = SqlServerServer.URL, matches = ".+")
    void everyKindOfStatementIsTaken() throws Exception {
        GoldenFeed.load(
                s3.client(),
                folder.resolve("unused"),
                Map.of(TARGET, SqlServerServer.newDatabase()),
                "zenoti",
                phase -> {});
    }

    @Test
    @EnabledIfSystemProperty(named = SqlServerServer.URL, matches = ".+")
    void textsAreKeysByTheirBytes() {
        put(
                "SchemaFull/bi_dimx.txt",
                "CREATE TABLE bi_dimx (id VARCHAR(20), note VARCHAR(50)) SORTKEY(id);",
                "POD1/1/bi_dimx/1/a.csv",
                "a,1\nA,2\n\"a \",3\né,4\ne,5\n😀,6\n😁,7\n\\N,8\n\"\",10\n");
        try (SyncHarness harness = harness(SqlServerServer.newDatabase())) {
            harness.cleanCycle();
            put("POD1/2/bi_dimx/1/a.csv", "\"a \",three\n😁,seven\né,four\n");
            harness.cleanCycle();

            assertThat(harness.rows("bi_dimx", "id", "note"))
                    .containsExactlyInAnyOrder(
                            "a|1", "A|2", "a |three", "é|four", "e|5", "😀|6", "😁|seven", "\\N|8", "|10");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = SqlServerServer.URL, matches = ".+")
    void aKeyThatIsTooLongIsEnforcedByItsDigest() throws SQLException {
        try (Connection connection = connect(SqlServerServer.newDatabase())) {
            for (String sql : sqlServer
                    .ddl()
                    .createControlTable(ControlColumns.of("zenoti_sync_example")
                            .source()
                            .pod()
                            .number("last_group")
                            .key("source", "pod", "last_group")
                            .define())) {
                Jdbc.execute(connection, sql);
            }
            String name = "n".repeat(1_500);
            insert(connection, name, "POD1", 1);
            insert(connection, name, "POD1", 1);
            insert(connection, name, "POD1 ", 1);
            insert(connection, name, "pod1", 1);

            assertThat(Jdbc.number(connection, "SELECT count(*) FROM zenoti_sync_example"))
                    .isEqualTo(3);
        }
    }

    private void insert(Connection connection, String source, String pod, long group) throws SQLException {
        sqlServer
                .locks()
                .insertIfAbsent(
                        connection,
                        "zenoti_sync_example",
                        Map.of("source", source, "pod", pod, "last_group", group),
                        Map.of());
    }

    @Test
    @EnabledIfSystemProperty(named = SqlServerServer.URL, matches = ".+")
    void aSecondWriterWaitsForTheFirst() throws Exception {
        String url = SqlServerServer.newDatabase();
        try (Connection one = connect(url);
                Connection other = connect(url)) {
            Jdbc.execute(one, "CREATE TABLE t (n INT)");
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            sqlServer.locks().holdSchema(one);
            assertThat(sqlServer.locks().holdTarget(one, "t")).isTrue();
            assertThat(Jdbc.update(one, "INSERT INTO t VALUES (1), (2)"))
                    .as("the session still counts")
                    .isEqualTo(2);
            CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> {
                try {
                    return sqlServer.locks().holdTarget(other, "t");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(second)
                    .as("it waits")
                    .failsWithin(2, TimeUnit.SECONDS)
                    .withThrowableOfType(TimeoutException.class);
            one.commit();
            assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(sqlServer.locks().holdTarget(one, "u")).isFalse();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = SqlServerServer.URL, matches = ".+")
    void aLockOutsideOfATransactionIsRefused() throws SQLException {
        try (Connection connection = connect(SqlServerServer.newDatabase())) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> sqlServer.locks().holdSchema(connection))
                    .matches(failure -> failure.getErrorCode() == SqlServerLocks.NO_TRANSACTION);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> sqlServer.locks().holdTarget(connection, "t"))
                    .matches(failure -> failure.getErrorCode() == SqlServerLocks.NO_TRANSACTION);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = SqlServerServer.URL, matches = ".+")
    void aDatabaseWhoseReadersWaitIsRefused() throws SQLException {
        try (Connection connection = connect(SqlServerServer.newDatabase())) {
            Jdbc.execute(connection, "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT OFF");
            connection.setAutoCommit(false);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> sqlServer.locks().holdTarget(connection, "t"))
                    .matches(failure -> SqlServerRights.ofNumber(failure).isPresent());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = SqlServerServer.URL, matches = ".+")
    void valuesOfAnyTypeBecomeTextsAndBack() throws SQLException {
        try (Connection connection = connect(SqlServerServer.newDatabase())) {
            Jdbc.execute(
                    connection, "CREATE TABLE t (" + sqlServer.dialect().columnList(Examples.TYPES.columns()) + ")");
            Jdbc.execute(
                    connection,
                    "INSERT INTO t VALUES (1, -1, 2, 3, 1.5, 0.1, 0.1, N'x ', N'', '2024-02-29', '12:00:00.5',"
                            + " '2024-02-29 10:20:00', '2024-02-29 10:20:00.25 +02:00')");
            List<String> texts = Examples.TYPES.columns().stream()
                    .map(column -> sqlServer
                            .dialect()
                            .converted("[" + column.name() + "]", column.type(), ColumnType.varchar(60)))
                    .toList();

            assertThat(Jdbc.query(connection, "SELECT " + String.join(", ", texts) + " FROM t", row -> {
                                StringBuilder all = new StringBuilder();
                                for (int i = 1; i <= texts.size(); i++) {
                                    all.append(row.getString(i)).append('|');
                                }
                                return all.toString();
                            })
                            .get(0))
                    // all digits that make the same number again
                    .matches("true\\|-1\\|2\\|3\\|1\\.5000000000\\|1\\.0000000\\d+e-001\\|1\\.0000000000000001e-001\\|x"
                            + " \\|\\|2024-02-29\\|12:00:00\\.5\\|2024-02-29 10:20:00\\|2024-02-29"
                            + " 08:20:00\\.25\\|");
        }
    }
}
