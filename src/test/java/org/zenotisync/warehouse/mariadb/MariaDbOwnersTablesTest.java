package org.zenotisync.warehouse.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.cycle.AdoptionReport;
import org.zenotisync.cycle.ForgetReport;
import org.zenotisync.cycle.ForgetRequest;
import org.zenotisync.event.CycleReport;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.privacy.GuestKey;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeTarget;

/** Target tables that their owner has made: what would cut values or not roll back is refused, texts are exact. */
@EnabledIf("org.zenotisync.warehouse.mariadb.TestedServer#isThere")
@DisplayNameGeneration(TestedServer.Names.class)
@Timeout(120)
class MariaDbOwnersTablesTest {

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

    @Test
    void controlTablesOfPortableSqlAreRefused() throws Exception {
        feed.execute("CREATE TABLE zenoti_sync_lock (lock_name VARCHAR(128) PRIMARY KEY, held_times BIGINT)");
        try (SyncHarness sync = feed.sync()) {
            assertThatThrownBy(sync::cycle).hasStackTraceContaining("zenoti.target.dialect");
        }
    }

    /** LOAD DATA of MySQL would give it an empty text in the first group, and INSERT fail in the next one. */
    @Test
    void aColumnThatMustHaveAValueAndIsNotInTheFeedFailsTheFirstGroup() throws Exception {
        feed.execute("CREATE TABLE bi_dimx (id INT, name TEXT CHARACTER SET utf8mb4, own VARCHAR(9) NOT NULL)"
                        + " ENGINE=InnoDB")
                .put(
                        "SchemaFull/bi_dimx.txt",
                        "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);",
                        "POD1/1/bi_dimx/1/a.csv",
                        "1,a\n");
        try (SyncHarness sync = feed.sync()) {
            assertThat(SyncHarness.failures(sync.cycle())).contains("'own' doesn't have a default value");
            assertThat(sync.rows("bi_dimx", "id")).isEmpty();

            feed.execute("ALTER TABLE bi_dimx MODIFY own VARCHAR(9) NOT NULL DEFAULT 'x'");
            sync.cleanCycle();
            assertThat(sync.rows("bi_dimx", "id", "name", "own")).containsExactly("1|a|x");
        }
    }

    @ParameterizedTest
    @CsvSource({"Aria", "MyISAM"})
    void anEngineThatDoesNotRollBackIsRefused(String engine) throws Exception {
        assumeTrue(server == TestedServer.MARIADB || !engine.equals("Aria"), "MySQL has no Aria");
        feed.execute("CREATE TABLE bi_dimx (id INT, name TEXT) ENGINE=" + engine)
                .put(
                        "SchemaFull/bi_dimx.txt",
                        "CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);",
                        "POD1/1/bi_dimx/1/a.csv",
                        "1,a\n");
        try (SyncHarness sync = feed.sync()) {
            CycleReport report = sync.cycle();

            assertThat(SyncHarness.failures(report))
                    .contains("has the engine " + engine)
                    .contains("ALTER TABLE \"bi_dimx\" ENGINE=InnoDB");
            assertThat(sync.rows("bi_dimx", "id")).isEmpty();

            feed.execute("ALTER TABLE bi_dimx ENGINE=InnoDB");
            sync.cleanCycle();
            assertThat(sync.rows("bi_dimx", "id", "name")).containsExactly("1|a");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "TIMESTAMP; DATETIME; datetime; DATETIME(6); 2024-01-02 03:04:05.678901",
                "TIMESTAMP; DATETIME(3); datetime(3); DATETIME(6); 2024-01-02 03:04:05.678901",
                "TIMESTAMP; DATE; date; DATETIME(6); 2024-01-02 03:04:05.678901",
                "TIMESTAMPTZ; TIMESTAMP NULL; timestamp; DATETIME(6); 2024-01-02 03:04:05.678901",
                "TIME; TIME; time; TIME(6); 03:04:05.678901",
                "TIMESTAMP; TIME(6); time(6); DATETIME(6); 2024-01-02 03:04:05.678901",
                "DATE; TIME(6); time(6); DATE; 2024-01-02",
                "TIME; DATETIME(6); datetime(6); TIME(6); 03:04:05.678901",
                "VARCHAR(300); TINYTEXT; tinytext; TEXT; abc",
                "INT; INT GENERATED ALWAYS AS (id + 6) STORED; int.* GENERATED ALWAYS; INT; 7",
                "VARCHAR(9); CHAR(9); char(9); VARCHAR(9); 'a '"
            })
    void aColumnThatCutsIsRefused(String declared, String made, String shown, String right, String value)
            throws Exception {
        feed.execute("CREATE TABLE bi_dimx (id INT, v " + made + ") ENGINE=InnoDB CHARACTER SET utf8mb4")
                .put(
                        "SchemaFull/bi_dimx.txt",
                        "CREATE TABLE bi_dimx (id INT, v " + declared + ") SORTKEY(id);",
                        "POD1/1/bi_dimx/1/a.csv",
                        "1,\"" + value + "\"\n");
        try (SyncHarness sync = feed.sync()) {
            assertThat(SyncHarness.failures(sync.cycle()))
                    .contains("would cut values and give no error")
                    .containsPattern("v from " + shown.replace("(", "\\(").replace(")", "\\)") + " to ");
            assertThat(sync.rows("bi_dimx", "id")).isEmpty();

            feed.execute("ALTER TABLE bi_dimx MODIFY v " + right);
            sync.cleanCycle();
            assertThat(sync.rows("bi_dimx", "CAST(v AS CHAR)")).containsExactly(value);
        }
    }

    /** Other columns of the table are the owner's own business. */
    @Test
    void aColumnThatTheFeedDoesNotHaveMayCut() throws Exception {
        feed.execute("CREATE TABLE bi_dimx (id INT, code CHAR(3), seen DATETIME DEFAULT now()) ENGINE=InnoDB")
                .put(
                        "SchemaFull/bi_dimx.txt",
                        "CREATE TABLE bi_dimx (id INT) SORTKEY(id);",
                        "POD1/1/bi_dimx/1/a.csv",
                        "1\n");
        try (SyncHarness sync = feed.sync()) {
            sync.cleanCycle();
            assertThat(sync.rows("bi_dimx", "id")).containsExactly("1");
        }
    }

    /** The first rows do not go straight into such a table, which would take the bytes of UTF-8 for its own. */
    @ParameterizedTest
    @ValueSource(strings = {"latin1", "utf8mb3", "utf8mb4"})
    void aTextOfAnotherCharacterSetHasTheCharactersOfTheFeed(String characters) throws Exception {
        feed.execute("CREATE TABLE bi_dimx (id TEXT, note TEXT) ENGINE=InnoDB CHARACTER SET " + characters)
                .put(
                        "SchemaFull/bi_dimx.txt",
                        "CREATE TABLE bi_dimx (id VARCHAR(20), note VARCHAR(20)) SORTKEY(id);",
                        "POD1/1/bi_dimx/1/a.csv",
                        "é,größer\nÀ,n\n");
        try (SyncHarness sync = feed.sync()) {
            sync.cleanCycle();
            assertThat(sync.rows("bi_dimx", "id", "note")).containsExactlyInAnyOrder("é|größer", "À|n");
        }
    }

    /** Texts that their collation takes for one are different keys: in the proof of the key, in merges and in verify. */
    @ParameterizedTest
    @CsvSource({
        "utf8mb4, utf8mb4_general_ci",
        "utf8mb4, utf8mb4_unicode_ci",
        "utf8mb4, utf8mb4_bin",
        "utf8mb3, utf8mb3_general_ci",
        "latin1, latin1_swedish_ci"
    })
    void keysAreComparedByTheirBytesWhateverTheCollationIs(String characters, String collation) throws Exception {
        feed.execute("CREATE TABLE bi_dimx (id VARCHAR(20), note VARCHAR(20)) ENGINE=InnoDB CHARACTER SET " + characters
                        + " COLLATE " + collation)
                .put(
                        "SchemaFull/bi_dimx.txt",
                        "CREATE TABLE bi_dimx (id VARCHAR(20), note VARCHAR(20)) SORTKEY(id);",
                        "POD1/1/bi_dimx/1/a.csv",
                        "a,1\nA,2\n\"a \",3\né,4\ne,5\n");
        try (SyncHarness sync = feed.sync()) {
            sync.cleanCycle();
            feed.put("POD1/2/bi_dimx/1/a.csv", "A,two\n\"a \",three\né,four\nE,six\n");
            sync.cleanCycle();

            assertThat(sync.rows("bi_dimx", "id", "note"))
                    .containsExactlyInAnyOrder("a|1", "A|two", "a |three", "é|four", "e|5", "E|six");

            feed.put(
                    "MonthlySnapshot/2024-04-01/POD1/1000/bi_dimx/1.1.csv",
                    "id,note\na,1\nA,TWO\n\"a \",three\né,four\ne,5\nE,six\n");
            assertThat(sync.sync().verify(MariaDbFeed.snapshotBefore(3)).tables())
                    .singleElement()
                    .extracting(table -> table.counts().different())
                    .isEqualTo(1L);
        }
    }

    /** Without an index the first merge would compare each of its rows with each one that is there. */
    @Test
    void anAdoptedTableHasTheIndexOfItsKeyBeforeItsFirstGroup() throws Exception {
        feed.put(
                "SchemaFull/bi_dimx.txt",
                "CREATE TABLE bi_dimx (id VARCHAR(20)) SORTKEY(id);",
                "POD1/1/bi_dimx/1/a.csv",
                "a\n",
                "POD1/2/bi_dimx/1/a.csv",
                "b\n");
        feed.execute(
                "CREATE TABLE bi_dimx (id TEXT) ENGINE=InnoDB CHARACTER SET utf8mb4",
                "INSERT INTO bi_dimx VALUES ('a')");
        try (SyncHarness sync = feed.sync();
                Connection connection = feed.connect()) {
            assertThat(sync.sync().adopt("bi_dimx", 1, Optional.empty()).outcome())
                    .isEqualTo(AdoptionReport.Outcome.ADOPTED);

            assertThat(Jdbc.query(connection, "SHOW INDEX FROM bi_dimx", row -> row.getString("Column_name")))
                    .containsExactly("id");
            sync.cleanCycle();
            assertThat(Jdbc.query(connection, "SELECT id FROM bi_dimx ORDER BY id", row -> row.getString(1)))
                    .containsExactly("a", "b");
        }
    }

    /** Rows that are there already are counted by their bytes, too. */
    @Test
    void adoptedKeysAreComparedByTheirBytes() throws Exception {
        MariaDbMergeSql sql = new MariaDbMergeSql(
                server.dialect(),
                new TableDefinition(
                        "bi_dimx", List.of(new ColumnDefinition("id", ColumnType.varchar(20))), List.of(), List.of()),
                MergeTarget.table(server.dialect(), "bi_dimx"),
                List.of("id"));
        feed.execute(
                "CREATE TABLE bi_dimx (id VARCHAR(20)) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
                "INSERT INTO bi_dimx VALUES ('a'), ('A'), ('a ')");
        try (Connection connection = feed.connect()) {
            assertThat(Jdbc.number(connection, sql.countTargetRepeats())).isZero();
            assertThat(Jdbc.first(connection, sql.countTargetKeys(), row -> row.getLong(1) + " " + row.getLong(2)))
                    .contains("3 3");
        }
    }

    @ParameterizedTest
    @CsvSource({"utf8mb4, utf8mb4_general_ci", "utf8mb4, utf8mb4_bin", "latin1, latin1_swedish_ci"})
    void forgetFindsTheExactKeyWhateverTheCollationIs(String characters, String collation) throws Exception {
        feed.execute("CREATE TABLE bi_dimuser (userid VARCHAR(20), note VARCHAR(20)) ENGINE=InnoDB CHARACTER SET "
                        + characters + " COLLATE " + collation)
                .put(
                        "SchemaFull/bi_dimuser.txt",
                        "CREATE TABLE bi_dimuser (userid VARCHAR(20), note VARCHAR(20)) SORTKEY(userid);",
                        "POD1/1/bi_dimuser/1/a.csv",
                        "ann,1\nAnn,2\n\"ann \",3\nänn,4\n");
        try (SyncHarness sync = feed.sync()) {
            sync.cleanCycle();

            ForgetReport report =
                    sync.sync().forget(new ForgetRequest(new GuestKey("ann"), Optional.empty(), false), line -> {});

            assertThat(report.tables()).extracting(ForgetReport.OfTable::rows).containsExactly(1L);
            assertThat(sync.rows("bi_dimuser", "userid", "note")).containsExactlyInAnyOrder("Ann|2", "ann |3", "änn|4");
        }
    }
}
