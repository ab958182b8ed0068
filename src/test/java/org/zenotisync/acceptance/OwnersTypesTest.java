package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.warehouse.Jdbc;

/** Targets that their owner has made, or changed, with other types than the schema files tell: values are converted, not bytes. */
@Tag("s3")
class OwnersTypesTest {

    private static final String BUCKET = "owners-types";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void valuesAreTheSameInColumnsOfOtherTypes(TargetDatabase database) throws Exception {
        Map<String, String> settings = database.settings(folder);
        create(
                settings,
                "CREATE TABLE bi_dimcity (cityid BIGINT, people DOUBLE PRECISION, founded TIMESTAMP, mayor INT)");
        create(settings, "CREATE TABLE bi_factfeedbackv2 (id REAL, organizationid VARCHAR(36), void BOOLEAN)");
        publish(Map.of(
                "SchemaFull/bi_dimcity.txt",
                "CREATE TABLE bi_dimcity (cityid INT, people BIGINT, founded DATE, mayor INT) SORTKEY(cityid);",
                "SchemaFull/bi_factfeedbackv2.txt",
                "CREATE TABLE bi_factfeedbackv2 (id INT, organizationid VARCHAR(36), void BOOLEAN) SORTKEY(id);",
                "POD1/1/bi_dimcity/1/part_0.csv",
                "5,70,2001-02-03,1\n6,80,2001-02-04,2\n",
                "POD1/1/bi_factfeedbackv2/1/part_0.csv",
                "5,O1,0\n"));
        try (SyncHarness harness = new SyncHarness(s3.client(), BUCKET, folder, settings)) {
            harness.cleanCycle();

            assertThat(harness.rows("bi_dimcity", "cityid", "people", "founded", "mayor"))
                    .containsExactly("5|70.0|2001-02-03 00:00:00.0|1", "6|80.0|2001-02-04 00:00:00.0|2");
            assertThat(harness.rows("bi_factfeedbackv2", "id", "organizationid", "void"))
                    .containsExactly("5.0|O1|false");
        }
    }

    /** 2^53 and 2^53 + 1 are one double: a delete of the one would take the other with it. */
    @ParameterizedTest
    @CsvSource({
        "DUCKDB, BIGINT, DOUBLE PRECISION",
        "POSTGRESQL, BIGINT, DOUBLE PRECISION",
        "POSTGRESQL, INT, REAL",
        "POSTGRESQL, 'DECIMAL(10,2)', BIGINT",
        "DUCKDB, 'DECIMAL(10,2)', BIGINT",
        "POSTGRESQL, DOUBLE PRECISION, REAL",
        "DUCKDB, DOUBLE PRECISION, REAL",
        "DUCKDB, 'DECIMAL(19,4)', 'DECIMAL(19,2)'",
        "POSTGRESQL, 'DECIMAL(19,4)', 'NUMERIC(19,2)'",
        "POSTGRESQL, TIMESTAMP, DATE",
        "DUCKDB, TIMESTAMP, DATE"
    })
    void aKeyThatTheTargetCannotHoldIsRefused(TargetDatabase database, String declared, String own) throws Exception {
        Map<String, String> settings = database.settings(folder);
        create(settings, "CREATE TABLE bi_factsale (id " + own + ", organizationid VARCHAR(36), void BOOLEAN)");
        publish(Map.of(
                "SchemaFull/bi_factsale.txt",
                "CREATE TABLE bi_factsale (id " + declared + ", organizationid VARCHAR(36), void BOOLEAN) SORTKEY(id);",
                "POD1/1/bi_factsale/1/part_0.csv",
                (declared.equals("TIMESTAMP") ? "2001-02-03 04:05:06" : "1") + ",O1,0\n"));
        try (SyncHarness harness = new SyncHarness(s3.client(), BUCKET, folder, settings)) {
            assertThat(harness.cycle().failures()).singleElement().satisfies(failure -> assertThat(
                            failure.reason().orElseThrow())
                    .contains("rows are found by the column \"id\"", "bi_factsale", "replay --table bi_factsale"));
            assertThat(harness.rows("bi_factsale", "id")).isEmpty();

            // what the message says
            update(harness, "ALTER TABLE bi_factsale ALTER COLUMN id TYPE " + declared);
            harness.cleanCycle();
            assertThat(harness.query("SELECT count(*) FROM bi_factsale")).containsExactly(List.of(1L));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DUCKDB, BIGINT, 'DECIMAL(38,2)'",
        "POSTGRESQL, BIGINT, NUMERIC",
        "POSTGRESQL, INT, BIGINT",
        "POSTGRESQL, 'DECIMAL(19,2)', 'NUMERIC(38,4)'"
    })
    void aWiderOneIsNot(TargetDatabase database, String declared, String own) throws Exception {
        Map<String, String> settings = database.settings(folder);
        create(settings, "CREATE TABLE bi_factsale (id " + own + ", organizationid VARCHAR(36), void BOOLEAN)");
        publish(Map.of(
                "SchemaFull/bi_factsale.txt",
                "CREATE TABLE bi_factsale (id " + declared + ", organizationid VARCHAR(36), void BOOLEAN) SORTKEY(id);",
                "POD1/1/bi_factsale/1/part_0.csv",
                "1,O1,0\n2,O1,0\n",
                "POD1/2/bi_factsale/2/part_0.csv",
                "1,O1,1\n"));
        try (SyncHarness harness = new SyncHarness(s3.client(), BUCKET, folder, settings)) {
            harness.cleanCycle();

            assertThat(harness.query("SELECT count(*) FROM bi_factsale WHERE id = 2"))
                    .containsExactly(List.of(1L));
            assertThat(harness.query("SELECT count(*) FROM bi_factsale")).containsExactly(List.of(1L));
        }
    }

    /** A driver that kept a statement's plan would fail after it. */
    @ParameterizedTest
    @EnumSource(
            value = TargetDatabase.class,
            names = {"DUCKDB", "POSTGRESQL"})
    void aKeyMayGetAnotherTypeAfterManyGroups(TargetDatabase database) throws Exception {
        Map<String, String> settings = new HashMap<>(database.settings(folder));
        settings.put("zenoti.parallelism", "1");
        publish(Map.of(
                "SchemaFull/bi_dimcity.txt", "CREATE TABLE bi_dimcity (cityid INT, people INT) SORTKEY(cityid);"));
        for (int group = 1; group <= 20; group++) {
            publish(Map.of("POD1/" + group + "/bi_dimcity/1/part_0.csv", group + ",70\n"));
        }
        try (SyncHarness harness = new SyncHarness(s3.client(), BUCKET, folder, settings)) {
            harness.cleanCycle();
            update(harness, "ALTER TABLE bi_dimcity ALTER COLUMN cityid TYPE BIGINT");
            publish(Map.of("POD1/21/bi_dimcity/1/part_0.csv", "21,70\n1,80\n"));
            harness.cleanCycle();

            assertThat(harness.query("SELECT count(*), sum(people) FROM bi_dimcity"))
                    .hasToString("[[21, 1480]]");
        }
    }

    @Test
    void anUpdatableViewIsATargetLikeATable() throws Exception {
        Map<String, String> settings = TargetDatabase.POSTGRESQL.settings(folder);
        create(settings, "CREATE TABLE cities (cityid INT, people INT)");
        create(settings, "CREATE VIEW bi_dimcity AS SELECT * FROM cities");
        publish(Map.of(
                "SchemaFull/bi_dimcity.txt", "CREATE TABLE bi_dimcity (cityid INT, people INT) SORTKEY(cityid);",
                "POD1/1/bi_dimcity/1/part_0.csv", "5,70\n6,80\n",
                "POD1/2/bi_dimcity/2/part_0.csv", "6,90\n"));
        try (SyncHarness harness = new SyncHarness(s3.client(), BUCKET, folder, settings)) {
            harness.cleanCycle();

            assertThat(harness.rows("cities", "cityid", "people")).containsExactly("5|70", "6|90");
        }
    }

    private static void update(SyncHarness harness, String sql) throws SQLException {
        Jdbc.with(harness.dataSource(), connection -> Jdbc.update(connection, sql));
    }

    private static void create(Map<String, String> settings, String table) throws SQLException {
        try (Connection owner = DriverManager.getConnection(settings.get("zenoti.target.url"))) {
            Jdbc.update(owner, table);
        }
    }

    private void publish(Map<String, String> objects) {
        s3.publish(
                BUCKET,
                objects.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> bytes(e.getValue()))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
