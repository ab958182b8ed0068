package org.zenotisync.warehouse.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.testing.OwnServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.StageTable;

/** The settings of sessions that values depend on. */
@EnabledIf("org.zenotisync.warehouse.mariadb.TestedServer#isThere")
@DisplayNameGeneration(TestedServer.Names.class)
class MariaDbSessionTest {

    private final TestedServer server = TestedServer.chosen();

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void theProgramsOwnConnectionsAreAccepted() throws Exception {
        try (Connection connection = new MariaDbFeed(server, s3, folder).connect()) {
            server.warehouse().requireSession(connection);
            server.warehouse().locks().holdCheckpoints(connection);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sql_mode; SET sql_mode = ''",
                "sql_mode; SET sql_mode = concat(@@sql_mode, ',HIGH_NOT_PRECEDENCE')",
                "time_zone; SET time_zone = '+05:30'",
                "t[rx]*[a-z]*_isolation; SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "collation_connection; SET NAMES utf8mb4 COLLATE utf8mb4_general_ci",
                "max_error_count; SET max_error_count = 0",
                "sql_notes; SET sql_notes = 0",
                "sql_select_limit; SET sql_select_limit = 1000",
                "completion_type; SET completion_type = 'CHAIN'",
                "max_sort_length; SET max_sort_length = 1024"
            })
    void aConnectionOfAHostWithAnotherVariableIsRefusedByItsName(String variable, String statement) throws Exception {
        try (Connection connection = new MariaDbFeed(server, s3, folder).connect()) {
            Jdbc.execute(connection, statement);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> server.warehouse().requireSession(connection))
                    .withMessageMatching(".*the session variable " + variable + " = .*")
                    .withMessageContaining(server.provider().getClass().getSimpleName() + ".connectionProperties");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> server.warehouse().locks().holdCheckpoints(connection));
        }
    }

    private static final List<String> GLOBAL_OF_BOTH = List.of(
            "sql_notes = 0",
            "sql_auto_is_null = 1",
            "unique_checks = 0",
            "max_join_size = 1",
            "sql_safe_updates = 1",
            "completion_type = 1");

    private static final Map<TestedServer, List<String>> GLOBAL_OF_ONE = Map.of(
            TestedServer.MARIADB,
            List.of(
                    "alter_algorithm = 'INSTANT'",
                    "sql_if_exists = 1",
                    "default_regex_flags = 'MULTILINE'",
                    "old_mode = 'ZERO_DATE_TIME_CAST'",
                    "join_cache_level = 0"),
            // only an administrator can change these in a session
            TestedServer.MYSQL,
            List.of("sql_generate_invisible_primary_key = ON", "innodb_strict_mode = ON"));

    @Test
    void aServerWithOtherDefaultsIsLoadedAsAnyOther() throws Exception {
        try (OwnServer own = server.start(folder)) {
            try (Connection connection = DriverManager.getConnection(own.url(""))) {
                Jdbc.execute(connection, "CREATE DATABASE target");
                for (String variable : Stream.concat(GLOBAL_OF_BOTH.stream(), GLOBAL_OF_ONE.get(server).stream())
                        .toList()) {
                    Jdbc.execute(connection, "SET GLOBAL " + variable);
                }
            }
            MariaDbFeed feed = new MariaDbFeed(server, s3, folder)
                    .put(
                            "SchemaFull/bi_dimx.txt",
                            "CREATE TABLE bi_dimx (id INT, name VARCHAR(9), amount INT, former INT) SORTKEY(id);",
                            "POD1/1/bi_dimx/1/a.csv",
                            "1,a,1,1\n2,b,2,2\n",
                            "POD1/2/bi_dimx/2/a.csv",
                            "2,c,3,3\n2,d,4,4\n3,e,5,5\n",
                            "SchemaUpgrade/3/bi_dimx.txt",
                            "ALTER TABLE bi_dimx ADD COLUMN more VARCHAR(9);"
                                    + "ALTER TABLE bi_dimx ALTER COLUMN amount TYPE BIGINT;"
                                    + "ALTER TABLE bi_dimx DROP COLUMN former;",
                            "POD1/4/bi_dimx/4/a.csv",
                            "3,f,6,x\n");
            try (SyncHarness sync = feed.sync(own.url("target"));
                    Connection connection = server.connect(own.url("target"))) {
                sync.cleanCycle();

                assertThat(sync.rows("bi_dimx", "id", "name", "amount", "more"))
                        .containsExactly("1|a|1|1", "2|d|4|4", "3|f|6|x");
                assertThat(Jdbc.query(
                                connection,
                                "SELECT index_name FROM information_schema.statistics WHERE table_name = 'bi_dimx'",
                                row -> row.getString(1)))
                        .anySatisfy(index -> assertThat(index).startsWith("bi_dimx_key_"));
            }
        }
    }

    /** Before the first statement that the settings would change the meaning of. */
    @Test
    void aSyncOfAHostWhosePoolHasOtherSettingsDoesNotStart() throws Exception {
        MariaDbFeed feed = new MariaDbFeed(server, s3, folder);
        try (SyncHarness sync = feed.sync()) {
            try (Connection connection = sync.dataSource().getConnection()) {
                Jdbc.execute(connection, "SET sql_mode = ''");
            }

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> sync.control().exist())
                    .withMessageContaining("the session variable sql_mode = ''");
        }
    }

    private static final List<String> OF_BOTH = List.of(
            "sessionVariables=sql_mode=''",
            "useAffectedRows=true",
            "tinyInt1isBit=false",
            "connectionCollation=latin1_bin",
            "dumpQueriesOnException=true",
            "includeInnodbStatusInDeadlockExceptions=true",
            "includeThreadDumpInDeadlockExceptions=true");

    private static final Map<TestedServer, List<String>> OF_ONE = Map.of(
            TestedServer.MARIADB,
            List.of(
                    "initSql=SET sql_mode=''",
                    "INITSQL=SET x=1",
                    "transactionReplay=true",
                    "autocommit=false",
                    "transactionIsolation=SERIALIZABLE",
                    "allowLocalInfile=false"),
            TestedServer.MYSQL,
            List.of(
                    "allowLoadLocalInfile=false",
                    "AUTORECONNECT=true",
                    "useCursorFetch=false",
                    "serverTimezone=Asia/Kolkata",
                    "connectionTimeZone=LOCAL",
                    "characterEncoding=latin1",
                    "zeroDateTimeBehavior=ROUND"));

    @Test
    void aParameterOfTheUrlThatWouldChangeThemIsRefused() {
        assertThat(Stream.concat(OF_BOTH.stream(), OF_ONE.get(server).stream())).allSatisfy(parameter -> {
            String name = parameter.replaceFirst("=.*", "");

            assertThat(server.provider().complaint("jdbc:x://h/d?user=u&" + parameter, Map.of()))
                    .hasValueSatisfying(text -> assertThat(text)
                            .startsWithIgnoringCase("zenoti.target.url: " + name + " ")
                            .doesNotContain(parameter.substring(name.length() + 1) + "'"));
        });
        assertThat(server.provider().complaint("jdbc:x://h/d?user=u&useSsl=true", Map.of()))
                .isEmpty();
    }

    /** Control tables are searched by an index: a load reads no rows of others, and waits for none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "zenoti_sync_manifest WHERE source = 's' AND pod = 'p' AND table_name = 't' AND group_id = 1",
                "zenoti_sync_checkpoint WHERE source = 's' AND pod = 'p' AND table_name = 't'",
                "zenoti_sync_checkpoint WHERE table_name = 't'",
                "zenoti_sync_run WHERE table_name = 't'",
                "zenoti_sync_quarantine WHERE source = 's' AND pod = 'p' AND table_name = 't' AND group_id = 1",
                "zenoti_sync_late WHERE source = 's' AND pod = 'p' AND table_name = 't' AND group_id = 1",
                "zenoti_sync_pod WHERE source = 's' AND pod = 'p'",
                "zenoti_sync_schema_file WHERE source = 's' AND object_key = 'k'"
            })
    void controlTablesAreReadByAnIndex(String query) throws Exception {
        MariaDbFeed feed = new MariaDbFeed(server, s3, folder);
        feed.put(
                "SchemaFull/bi_dimx.txt",
                "CREATE TABLE bi_dimx (id INT) SORTKEY(id);",
                "POD1/1/bi_dimx/1/a.csv",
                "1\n");
        try (SyncHarness sync = feed.sync();
                Connection connection = feed.connect()) {
            sync.cleanCycle();

            assertThat(Jdbc.query(connection, "EXPLAIN SELECT * FROM " + query, row -> row.getString("possible_keys")))
                    .singleElement()
                    .asString()
                    .isNotEqualTo("null");
        }
    }

    /** A hash join would read the complete target for each group. */
    @Test
    void theKnownKeysOfADimensionAreFoundByTheIndex() throws Exception {
        ColumnDefinition id = new ColumnDefinition("id", ColumnType.varchar(100));
        TableDefinition table = new TableDefinition("bi_dimx", List.of(id), List.of(), List.of());
        MariaDbFeed feed = new MariaDbFeed(server, s3, folder);
        feed.put(
                "SchemaFull/bi_dimx.txt",
                "CREATE TABLE bi_dimx (id VARCHAR(100)) SORTKEY(id);",
                "POD1/1/bi_dimx/1/a.csv",
                IntStream.range(0, 20_000).mapToObj(i -> "guest-" + i + "\n").collect(Collectors.joining()));
        try (SyncHarness sync = feed.sync();
                Connection connection = feed.connect()) {
            sync.cleanCycle();
            MariaDbDialect dialect = server.dialect();
            Jdbc.execute(
                    connection,
                    "CREATE TEMPORARY TABLE " + StageTable.NAME + " ("
                            + MatchColumns.typed(dialect, List.of(id, StageTable.BATCH), List.of("id"))
                            + ") AS SELECT id, 1 AS " + StageTable.BATCH.name() + " FROM bi_dimx LIMIT 2000");
            MergeSql merge =
                    server.warehouse().merges().of(table, MergeTarget.table(dialect, "bi_dimx"), List.of("id"));

            for (String count : List.of(merge.countMatched(), merge.countMatchedByKeysOnly())) {
                assertThat(Jdbc.query(
                                connection,
                                count.replaceFirst("SELECT", "EXPLAIN SELECT"),
                                row -> row.getString("table") + " " + row.getString("type")))
                        .contains("t ref");
            }
        }
    }
}
