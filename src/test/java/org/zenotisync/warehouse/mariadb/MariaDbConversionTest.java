package org.zenotisync.warehouse.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Jdbc;

/** Values that get another type in MariaDB, and constants: what is not a value of the type is refused, not changed. */
@EnabledIf("org.zenotisync.warehouse.mariadb.TestedServer#isThere")
@DisplayNameGeneration(TestedServer.Names.class)
@Timeout(120)
class MariaDbConversionTest {

    private static final ColumnType TEXT = ColumnType.varchar(20);

    private final TestedServer server = TestedServer.chosen();

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private MariaDbFeed feed;

    @BeforeEach
    void makeFeed() {
        feed = new MariaDbFeed(server, s3, folder);
    }

    private void store(Connection connection, String text, Kind kind) throws SQLException {
        ColumnType type = kind == Kind.DECIMAL ? ColumnType.decimal(9, 2) : ColumnType.of(kind);
        Jdbc.execute(connection, "DROP TABLE IF EXISTS t");
        Jdbc.execute(
                connection,
                "CREATE TABLE t (v " + server.dialect().typeName(TEXT) + ", n "
                        + server.dialect().typeName(type) + ") ENGINE=InnoDB");
        Jdbc.update(connection, "INSERT INTO t (v) VALUES (?)", text);
        Jdbc.update(connection, "UPDATE t SET n = " + server.dialect().converted("v", TEXT, type));
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, 1.5",
        "INTEGER, 1e2",
        "INTEGER, 12x",
        "INTEGER, ''",
        "INTEGER, 0x1F",
        "BIGINT, 1.5",
        "SMALLINT, 40000",
        "BIGINT, 9223372036854775808",
        "BOOLEAN, 2",
        "BOOLEAN, maybe",
        "BOOLEAN, ''",
        "DECIMAL, x",
        "DECIMAL, 12345678",
        "DOUBLE, 1.5x",
        "DATE, 2024-02-30",
        "DATE, x",
        "TIMESTAMP, 2024-01-01 25:00:00",
        "TIME, x"
    })
    void aTextThatIsNotAValueOfTheTypeIsRefused(Kind kind, String text) throws Exception {
        try (Connection connection = feed.connect()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> store(connection, text, kind))
                    .matches(mariaDb()::mayQuoteValues);
            assertThat(Jdbc.number(connection, "SELECT count(n) FROM t")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, 12, 12",
        "INTEGER, -7, -7",
        "INTEGER, ' +5 ', 5",
        "BIGINT, 9223372036854775807, 9223372036854775807",
        "INTEGER, , ",
        "BOOLEAN, True, 1",
        "BOOLEAN, f, 0",
        "BOOLEAN, 1, 1",
        "BOOLEAN, , ",
        "DECIMAL, 1.25, 1.25",
        "DOUBLE, 1e2, 100",
        "DATE, 2024-02-29, 2024-02-29",
        "TIMESTAMP, 2024-02-29 01:02:03.000004, 2024-02-29 01:02:03.000004"
    })
    void aTextThatIsAValueOfTheTypeBecomesIt(Kind kind, String text, String expected) throws Exception {
        try (Connection connection = feed.connect()) {
            store(connection, text, kind);

            assertThat(Jdbc.query(connection, "SELECT CAST(n AS CHAR) FROM t", row -> row.getString(1)))
                    .singleElement()
                    .isEqualTo(expected);
        }
    }

    private void addWithDefault(Connection connection, Kind kind, String constant) throws SQLException {
        ColumnType type = kind == Kind.DECIMAL ? ColumnType.decimal(9, 2) : ColumnType.of(kind);
        Jdbc.execute(connection, "DROP TABLE IF EXISTS t");
        Jdbc.execute(connection, "CREATE TABLE t (id INT) ENGINE=InnoDB");
        Jdbc.execute(connection, "INSERT INTO t VALUES (1)");
        for (String sql : mariaDb().ddl().addColumn("t", new ColumnDefinition("n", type), constant)) {
            Jdbc.update(connection, sql);
        }
    }

    private MariaDbWarehouse mariaDb() {
        return server.warehouse();
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, TRUE, 1",
        "BOOLEAN, true, 1",
        "BOOLEAN, False, 0",
        "BOOLEAN, 1, 1",
        "BOOLEAN, 0, 0",
        "BOOLEAN, t, 1",
        "INTEGER, 5, 5",
        "BIGINT, -9223372036854775808, -9223372036854775808",
        "DECIMAL, 1.5, 1.50",
        "DECIMAL, 1.555, 1.56",
        "DOUBLE, 1e3, 1000",
        "DATE, 2024-02-29, 2024-02-29",
        "TIMESTAMP, 2024-02-29 01:02:03.000004, 2024-02-29 01:02:03.000004",
        "TIME, 01:02:03, 01:02:03.000000"
    })
    void aConstantIsTheValueThatItSays(Kind kind, String constant, String expected) throws Exception {
        try (Connection connection = feed.connect()) {
            addWithDefault(connection, kind, constant);

            assertThat(Jdbc.query(connection, "SELECT CAST(n AS CHAR) FROM t", row -> row.getString(1)))
                    .containsExactly(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, maybe",
        "INTEGER, 1.5",
        "INTEGER, x",
        "SMALLINT, 70000",
        "DECIMAL, x",
        "DOUBLE, x",
        "DATE, 2024-02-30",
        "TIMESTAMP, x"
    })
    void aConstantThatIsNotAValueOfTheTypeIsRefused(Kind kind, String constant) throws Exception {
        try (Connection connection = feed.connect()) {
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> addWithDefault(connection, kind, constant));
        }
    }

    /** The new column of an attempt that did not end has the type of that attempt. */
    @Test
    void aColumnThatAnAttemptHasLeftIsMadeAgain() throws Exception {
        try (Connection connection = feed.connect()) {
            Jdbc.execute(connection, "CREATE TABLE t (amount TEXT) ENGINE=InnoDB");
            Jdbc.execute(connection, "INSERT INTO t VALUES ('1.25')");
            List<String> first = replaceAmount(ColumnType.of(Kind.INTEGER));
            int fill = first.size() - 2;
            for (String sql : first.subList(0, fill)) {
                Jdbc.update(connection, sql);
            }
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Jdbc.update(connection, first.get(fill)));

            for (String sql : replaceAmount(ColumnType.decimal(9, 2))) {
                Jdbc.update(connection, sql);
            }

            assertThat(Jdbc.query(connection, "SELECT * FROM t", row -> row.getString("amount")))
                    .containsExactly("1.25");
        }
    }

    private List<String> replaceAmount(ColumnType type) throws SQLException {
        ColumnDefinition amount = new ColumnDefinition("amount", type);
        TableDefinition table = new TableDefinition("t", List.of(amount), List.of(), List.of());
        return mariaDb().ddl().replaceColumn("t", table, amount, TEXT, new Ddl.Replacement(null, false));
    }

    /** What is measured is what is stored: false takes five bytes, and its number one. */
    @Test
    void aTextIsMeasuredAsItWillBeStored() throws Exception {
        try (SyncHarness sync = feed.sync()) {
            feed.put(
                    "SchemaFull/bi_dimx.txt",
                    "CREATE TABLE bi_dimx (id INT, flag BOOLEAN) SORTKEY(id);",
                    "POD1/1/bi_dimx/1/a.csv",
                    "1,false\n");
            sync.cleanCycle();
            feed.put(
                    "SchemaUpgrade/1/bi_dimx.txt",
                    "ALTER TABLE bi_dimx ADD COLUMN fresh VARCHAR(4); UPDATE bi_dimx SET fresh = CAST(flag AS"
                            + " VARCHAR(4)); ALTER TABLE bi_dimx DROP COLUMN flag; ALTER TABLE bi_dimx RENAME COLUMN fresh"
                            + " TO flag;");

            assertThat(SyncHarness.failures(sync.cycle())).contains("1 value of more than 4 bytes");
        }
    }

    /** In UTC it is in another year; MariaDB's numbers are finite. */
    @ParameterizedTest
    @CsvSource({
        "TIMESTAMPTZ, 9999-12-31 23:59:59-12:00, in UTC is not within the years 1 and 9999",
        "TIMESTAMPTZ, 0001-01-01 00:00:00+14:00, in UTC is not within the years 1 and 9999",
        "FLOAT, NaN, has no NaN and no infinite numbers",
        "DOUBLE PRECISION, Infinity, has no NaN and no infinite numbers",
        "REAL, -Infinity, has no NaN and no infinite numbers",
    })
    void aValueThatItHasNoPlaceForIsABadRow(String type, String text, String problem) throws Exception {
        String other = type.equals("TIMESTAMPTZ") ? "9999-12-31 23:59:59Z" : "1.5";
        feed.put(
                "SchemaFull/bi_dimx.txt",
                "CREATE TABLE bi_dimx (id INT, x " + type + ") SORTKEY(id);",
                "POD1/1/bi_dimx/1/a.csv",
                "1," + other + "\n2," + text + "\n3,\n");
        try (SyncHarness sync = feed.sync()) {
            assertThat(SyncHarness.failures(sync.cycle()))
                    .contains(
                            "POD1/1/bi_dimx/1/a.csv, line 2, column \"x\": value '" + text + "' ",
                            problem,
                            server.dialect().product().title());
            assertThat(sync.rows("bi_dimx", "id")).isEmpty();
        }
        try (SyncHarness sync = feed.sync(Map.of("zenoti.on-bad-row", "quarantine", "zenoti.max-bad-rows", "90%"))) {
            sync.cleanCycle();
            assertThat(sync.rows("bi_dimx", "id")).containsExactlyInAnyOrder("1", "3");
            assertThat(sync.rows("zenoti_sync_quarantine", "object_key", "line_number", "column_name", "raw_line"))
                    .containsExactly("POD1/1/bi_dimx/1/a.csv|2|x|2," + text);
        }
    }

    /** A digest has room for what the type in MariaDB has not. */
    @Test
    void aHashedColumnTakesAllValues() throws Exception {
        feed.put(
                "SchemaFull/bi_dimx.txt",
                "CREATE TABLE bi_dimx (id INT, x DOUBLE PRECISION) SORTKEY(id);",
                "POD1/1/bi_dimx/1/a.csv",
                "1,NaN\n2,Infinity\n");
        Map<String, String> settings =
                Map.of("zenoti.columns.hash", "bi_dimx.x", "zenoti.columns.hash-key", "ab".repeat(32));
        try (SyncHarness sync = feed.sync(settings)) {
            sync.cleanCycle();
            assertThat(sync.rows("bi_dimx", "id")).containsExactlyInAnyOrder("1", "2");
        }
    }
}
