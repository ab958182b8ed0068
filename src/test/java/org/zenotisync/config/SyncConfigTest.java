package org.zenotisync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.csv.EmptyText;
import org.zenotisync.model.TableKind;

class SyncConfigTest {

    @Test
    void everythingButTheBucketHasADefault() {
        SyncConfig config = read(Map.of());

        assertThat(config.target())
                .isEqualTo(new SyncConfig.Target(
                        new JdbcUrl("jdbc:duckdb:zenoti.duckdb"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "{table}",
                        Map.of()));
        assertThat(config.schedule()).isEqualTo(new Schedule.Interval(Duration.ofMinutes(15)));
        assertThat(config.settle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.parallelism())
                .isEqualTo(Math.max(2, Runtime.getRuntime().availableProcessors()));
        assertThat(config.filter().accepts("anything")).isTrue();
        assertThat(config.emptyText()).isEqualTo(EmptyText.NULL);
        assertThat(config.keyOf("bi_factx")).isEmpty();
        assertThat(config.kindOf("bi_factx")).hasValue(TableKind.FACT);
        assertThat(config.kindOf("other")).isEmpty();
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(config::sources)
                .withMessage("zenoti.bucket: not set; it names the bucket of the feed (environment: ZENOTI_BUCKET)");
    }

    @Test
    void aDialectIsChosenByItsName() {
        Map<String, String> chosen =
                Map.of("zenoti.target.url", "jdbc:postgresql://host/db", "zenoti.target.dialect", " ANSI ");

        assertThat(read(chosen).target().dialect()).hasValue("ansi");
        assertThat(read(chosen).target().database().dialect()).hasValue("ansi");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(Map.of("zenoti.target.dialect", "oracle")))
                .withMessage(
                        "zenoti.target.dialect: 'oracle' is not one of ansi; without it, the database is recognised"
                                + " by the URL");
    }

    @Test
    void everySettingIsRead() {
        Map<String, String> settings = new HashMap<>();
        settings.put("zenoti.bucket", " my-bucket ");
        settings.put("zenoti.prefix", "/Customer/");
        settings.put("zenoti.target.url", "jdbc:duckdb:/tmp/x.duckdb");
        settings.put("zenoti.target.username", "me");
        settings.put("zenoti.target.password", " p ");
        settings.put("zenoti.target.schema", "Zenoti");
        settings.put("zenoti.target.table-name", "{TABLE}_S3");
        settings.put("zenoti.schedule", "2h");
        settings.put("zenoti.settle", "0s");
        settings.put("zenoti.parallelism", "256");
        settings.put("zenoti.include", "bi_fact*, ,bi_dimuser,");
        settings.put("zenoti.exclude", "BI_FACTY");
        settings.put("zenoti.empty-text", "Empty");
        settings.put("zenoti.on-bad-row", "Quarantine");
        settings.put("zenoti.max-bad-rows", "0.5%");
        settings.put("zenoti.on-late-file", "REPORT");
        settings.put("zenoti.tables.Bi_FactX.key", "XId, OrganizationId");
        settings.put("zenoti.tables.\"other\".kind", "append-only-fact");

        SyncConfig config = read(settings);

        assertThat(config.sources()).containsExactly(new Source("my-bucket", "Customer/"));
        assertThat(config.target())
                .isEqualTo(new SyncConfig.Target(
                        new JdbcUrl("jdbc:duckdb:/tmp/x.duckdb"),
                        Optional.empty(),
                        Optional.of("me"),
                        Optional.of(" p "),
                        Optional.of("zenoti"),
                        "{table}_s3",
                        Map.of()));
        assertThat(config.target().nameOf("bi_factx")).isEqualTo("bi_factx_s3");
        assertThat(config.schedule()).isEqualTo(new Schedule.Interval(Duration.ofHours(2)));
        assertThat(config.settle()).isZero();
        assertThat(config.parallelism()).isEqualTo(256);
        assertThat(List.of("bi_factx", "bi_facty", "bi_dimuser", "bi_dimother").stream()
                        .filter(config.filter()::accepts))
                .containsExactly("bi_factx", "bi_dimuser");
        assertThat(config.emptyText()).isEqualTo(EmptyText.EMPTY);
        assertThat(config.badRows().isQuarantine()).isTrue();
        assertThat(config.badRows().limit()).hasToString("0.5%");
        assertThat(config.onLateFile()).isEqualTo(OnLateFile.REPORT);
        assertThat(config.keyOf("bi_factx")).containsExactly("xid", "organizationid");
        assertThat(config.kindOf("other")).hasValue(TableKind.APPEND_ONLY_FACT);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:x://me:s3cret@host/db, cannot read jdbc:x://me:s3cret@host/db, cannot read jdbc:x://***@host/db",
        "jdbc:x://me:s3cret@host:1/db, no host me:s3cret@host, no host ***@host",
        "jdbc:x://me:s3cret@host/db, no port s3cret@host, no port ***@host",
        "jdbc:x://me:p/s3cret@host/db, no host me:p/s3cret@host, no host ***@host",
        "jdbc:x://me@host/db, no host me@host, no host ***@host",
        "jdbc:x://host/db?password=s3cret, no database db?password=s3cret, no database db?password=***",
        "jdbc:x://host/db, no database db for me@host, no database db for me@host"
    })
    void aDriversErrorIsShownWithoutTheSecretsOfTheUrl(String url, String error, String shown) {
        assertThat(new JdbcUrl(url).hideSecretsIn(error)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zenoti.bucket",
                "zenoti.prefix",
                "zenoti.target.url",
                "zenoti.target.username",
                "zenoti.target.password",
                "zenoti.target.schema",
                "zenoti.target.table-name",
                "zenoti.schedule",
                "zenoti.settle",
                "zenoti.parallelism",
                "zenoti.include",
                "zenoti.exclude",
                "zenoti.empty-text",
                "zenoti.on-bad-row",
                "zenoti.max-bad-rows",
                "zenoti.on-late-file"
            })
    void aBlankValueIsTheDefault(String key) {
        SyncConfig blank = read(Map.of(key, "  "));

        assertThat(blank.target()).isEqualTo(read(Map.of()).target());
        assertThat(blank.schedule()).isEqualTo(read(Map.of()).schedule());
        assertThat(blank.settle()).isEqualTo(read(Map.of()).settle());
        assertThat(blank.badRows()).isEqualTo(read(Map.of()).badRows());
        assertThat(blank.onLateFile()).isEqualTo(OnLateFile.REPLAY);
    }

    @ParameterizedTest
    @CsvSource({
        "1%, 0, 0, true",
        "1%, 1, 1, true",
        "1%, 1, 100, true",
        "1%, 2, 100, false",
        "1%, 2, 101, true",
        "0%, 1, 100, false",
        "0.1%, 10, 10000, true",
        "0.1%, 11, 10000, false",
        "100%, 5, 5, true",
        "3, 3, 3, true",
        "3, 4, 1000000, false",
        "0, 1, 10, false"
    })
    void soManyRowsMayBeBad(String limit, long bad, long rows, boolean allowed) {
        BadRowPolicy policy = read(Map.of("zenoti.max-bad-rows", limit)).badRows();

        assertThat(policy.allows(bad, rows)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "zenoti.bucket, 'my bucket', is not the name of a bucket",
        "zenoti.bucket, bucket/folder, a folder goes into zenoti.prefix",
        "zenoti.bucket, ab/, is not the name of a bucket",
        "zenoti.bucket, a, is not the name of a bucket",
        "zenoti.bucket, s3://feed, set zenoti.bucket=feed",
        "zenoti.bucket, s3://feed/Customer/, set zenoti.bucket=feed and zenoti.prefix=Customer",
        "zenoti.bucket, S3A://feed/a/b, set zenoti.bucket=feed and zenoti.prefix=a/b",
        "zenoti.bucket, arn:aws:s3:::feed/a, set zenoti.bucket=feed and zenoti.prefix=a",
        "zenoti.bucket, feed*, is not the name of a bucket",
        "zenoti.prefix, s3://feed/Customer/, set zenoti.bucket=feed and zenoti.prefix=Customer",
        "zenoti.prefix, s3://feed, set zenoti.bucket=feed and leave zenoti.prefix empty",
        "zenoti.prefix, Customer/*, without * and ?",
        "zenoti.prefix, Cust?mer, without * and ?",
        "zenoti.target.url, 'jdbc:duckdb:', names no file",
        "zenoti.target.url, 'jdbc:duckdb::memory:', names no file",
        "zenoti.target.url, jdbc:nosuch:x, jdbc:duckdb:<file>",
        "zenoti.target.url, zenoti.duckdb, is not the URL of a database",
        "zenoti.target.schema, my-schema, is not a plain identifier",
        "zenoti.target.schema, 'a;drop table x', is not a plain identifier",
        "zenoti.target.table-name, zenoti, must be an identifier with {table} in it",
        "zenoti.target.table-name, s3-{table}, must be an identifier with {table} in it",
        "zenoti.target.table-name, 3{table}, must be an identifier with {table} in it",
        "zenoti.schedule, often, is not a duration",
        "zenoti.schedule, * * *, is neither an interval such as 15m nor a cron expression",
        "zenoti.settle, 5, is not a duration (examples: 0s",
        "zenoti.parallelism, 0, is not a number from 1 to 256",
        "zenoti.parallelism, 257, is not a number from 1 to 256",
        "zenoti.parallelism, -1, is not a number from 1 to 256",
        "zenoti.parallelism, many, is not a number from 1 to 256",
        "zenoti.include, bi-fact*, is not a glob of table names",
        "zenoti.exclude, 'bi_factx,a b', is not a glob of table names",
        "zenoti.empty-text, blank, is neither null nor empty",
        "zenoti.on-bad-row, skip, is neither fail nor quarantine",
        "zenoti.max-bad-rows, few, is neither a share from 0% to 100% nor a number of rows",
        "zenoti.max-bad-rows, 101%, is neither a share from 0% to 100% nor a number of rows",
        "zenoti.max-bad-rows, 0.5, is neither a share from 0% to 100% nor a number of rows",
        "zenoti.max-bad-rows, -1, is neither a share from 0% to 100% nor a number of rows",
        "zenoti.on-late-file, ignore, is neither replay nor report",
        "zenoti.tables.bi_factx.key, 'id,b-c', is not the name of a column",
        "zenoti.tables.bi_factx.key, ' , ', names no column",
        "zenoti.tables.bi_factx.key, '', names no column",
        "zenoti.tables.bi_factx.kind, facts, 'is not one of fact, append-only-fact, dimension'",
        "zenoti.tables.bi-factx.kind, fact, is not the name of a table",
        "ZENOTI_TABLES_BI_FACTX_KIND, facts, 'is not one of fact, append-only-fact, dimension'"
    })
    void anImpossibleValueIsReportedWithItsKey(String key, String value, String words) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(Map.of(key, value)))
                .withMessageStartingWith(key + ": ")
                .withMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource({
        "zenoti.buket, zenoti.bucket",
        "ZENOTI_BUKET, ZENOTI_BUCKET",
        "zenoti.target.table.name, zenoti.target.table-name",
        "ZENOTI_TARGET_TABLENAME, ZENOTI_TARGET_TABLE_NAME",
        "ZENOTI_LOOKBACK, ZENOTI_LOOK_BACK",
        "zenoti.on_bad_row, zenoti.on-bad-row",
        "Zenoti.Settle, zenoti.settle",
        "zenoti.includes, zenoti.include",
        "ZENOTI_EMPTYTEXT, ZENOTI_EMPTY_TEXT"
    })
    void anUnknownSettingIsAnErrorThatSuggestsTheNearest(String name, String nearest) {
        unknown(name).withMessage(name + ": unknown setting; did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zenoti.", "zenoti.something.else", "zenoti.tables.bi_factx", "zenoti.tables.key"})
    void anUnknownSettingThatIsLikeNoneListsTheKnownOnes(String name) {
        unknown(name)
                .withMessageStartingWith(name + ": unknown setting; the settings are zenoti.bucket, ")
                .withMessageContaining("zenoti.tables.<table>.key, zenoti.tables.<table>.kind, ");
    }

    @Test
    void anUnknownVariableThatIsLikeNoneListsTheVariables() {
        unknown("ZENOTI_SOMETHING_ELSE")
                .withMessageStartingWith("ZENOTI_SOMETHING_ELSE: unknown setting; the settings are ZENOTI_BUCKET, ")
                .withMessageContaining("ZENOTI_TABLES_<TABLE>_KEY, ZENOTI_TABLES_<TABLE>_KIND, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.log.level",
                "AWS_REGION",
                "zenotisync",
                "ZENOTIFY",
                "ZENOTI_SERVICE_HOST",
                "ZENOTI_SYNC_PORT_8080_TCP_ADDR",
                "ZENOTI_PORT",
                "ZENOTI_TARGET_TABLE_NAME",
                "ZENOTI_ON_BAD_ROW"
            })
    void settingsOfOthersAndTheEnvironmentsNamesOfOurOwnAreNoError(String name) {
        assertThatNoException().isThrownBy(() -> read(Map.of(name, "x")));
    }

    @Test
    void aTableOfTheEnvironmentIsReadWhereTheDottedNameIsNotSet() {
        SyncConfig config = read(Map.of(
                "ZENOTI_TABLES_BI_FACTX_KEY", "a",
                "ZENOTI_TABLES_BI_FACTY_KEY", "b",
                "zenoti.tables.bi_facty.key", "c"));

        assertThat(config.keys()).isEqualTo(Map.of("bi_factx", List.of("a"), "bi_facty", List.of("c")));
    }

    @Test
    void aSchemaBeforeATableInTheEnvironmentIsWarnedOf() {
        PerTable<TableKind> kinds = new PerTable<>(Settings.KIND);

        assertThat(kinds.warning("ZENOTI_TABLES_DBO_BI_FACTX_KIND"))
                .contains("ZENOTI_TABLES_DBO_BI_FACTX_KIND sets zenoti.tables.<table>.kind for a table dbo_bi_factx;"
                        + " if table bi_factx is meant, leave the schema out: ZENOTI_TABLES_BI_FACTX_KIND");
        assertThat(kinds.warning("ZENOTI_TABLES_BI_FACTX_KIND")).isEmpty();
        assertThat(kinds.warning("zenoti.tables.dbo.bi_factx.kind")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zenoti.tables.bi_factx.key",
                "zenoti.tables.Bi_FactX_S3.key",
                "zenoti.tables.dbo.bi_factx.key",
                "zenoti.tables.\"dbo.Bi_FactX_s3\".key",
                "zenoti.tables.[dbo].[Bi_FactX].key",
                "ZENOTI_TABLES_BI_FACTX_KEY",
                "ZENOTI_TABLES_BI_FACTX_S3_KEY"
            })
    void aTableMayBeSpeltInAnyWay(String name) {
        assertThat(read(Map.of(name, "id")).keyOf("bi_factx")).containsExactly("id");
    }

    @Test
    void twoSpellingsOfOneTableMustSayTheSame() {
        assertThat(read(Map.of("zenoti.tables.bi_factx.key", "a, b", "zenoti.tables.Bi_FactX_s3.key", "A,B"))
                        .keyOf("bi_factx"))
                .containsExactly("a", "b");
        for (String what : List.of("key", "kind")) {
            String one = "zenoti.tables.bi_factx." + what;
            String other = "ZENOTI_TABLES_BI_FACTX_S3_" + what.toUpperCase(java.util.Locale.ROOT);
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> read(Map.of(one, "fact", other, "dimension")))
                    .withMessageContaining(one)
                    .withMessageContaining(other)
                    .withMessageContaining("bi_factx");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:x://host/db?user=me&password=s3cret, jdbc:x://host/db?user=***&password=***",
        "jdbc:x://host;PASSWORD=s3cret;encrypt=true, jdbc:x://host;PASSWORD=***;encrypt=true",
        "jdbc:x://host;password=a&s3cret;encrypt=true, jdbc:x://host;password=***;encrypt=true",
        "jdbc:x://host;password={a;s3cret=}}};encrypt=true, jdbc:x://host;password=***;encrypt=true",
        "jdbc:x://host;password={a;s3cret, jdbc:x://host;password=***",
        "jdbc:x://me:s3cret@host:1/db, jdbc:x://***@host:1/db",
        "jdbc:x://me:p@s3cret@host/db, jdbc:x://***@host/db",
        "jdbc:x://me:p/s3cret@host/db, jdbc:x://***@host/db",
        "jdbc:duckdb:x.duckdb;s3_secret_access_key=a/s3cret+=, jdbc:duckdb:x.duckdb;s3_secret_access_key=***",
        "jdbc:x:y?motherduck_token=s3cret, jdbc:x:y?motherduck_token=***",
        "jdbc:x:y?pwd=s3cret, jdbc:x:y?pwd=***",
        "jdbc:duckdb:x.duckdb;threads=8, jdbc:duckdb:x.duckdb;threads=8"
    })
    void aUrlIsShownWithoutItsSecrets(String url, String shown) {
        assertThat(new JdbcUrl(url)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zenoti.bucket",
                "zenoti.target.url",
                "zenoti.target.schema",
                "zenoti.target.table-name",
                "zenoti.schedule",
                "zenoti.settle",
                "zenoti.parallelism",
                "zenoti.include",
                "zenoti.exclude",
                "zenoti.empty-text",
                "zenoti.on-bad-row",
                "zenoti.max-bad-rows",
                "zenoti.on-late-file",
                "zenoti.tables.bi_factx.key",
                "zenoti.tables.bi_factx.kind",
                "zenoti.unknown",
                "ZENOTI_TARGET_PASSWROD"
            })
    void noComplaintHoldsASecret(String key) {
        Map<String, String> settings = new HashMap<>();
        settings.put("zenoti.target.password", "s3cret");
        settings.put("zenoti.target.username", "s3cret");
        settings.put("zenoti.target.url", "jdbc:duckdb:x;password=s3cret");
        settings.put(key, key.endsWith("url") ? "jdbc:x://me:s3cret@host?password=s3cret" : "- -");
        if (key.contains("PASSW")) {
            settings.put(key, "s3cret");
        }

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(settings))
                .withMessageStartingWith(key)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret", "\n"));
    }

    @Test
    void theSettingsAsTextHoldNoSecret() {
        SyncConfig config = read(Map.of(
                "zenoti.target.password", "s3cret", "zenoti.target.url", "jdbc:duckdb:x.duckdb;password=s3cret"));

        assertThat(config.toString()).contains("jdbc:duckdb:x.duckdb").doesNotContain("s3cret");
    }

    private static ThrowableAssertAlternative<ConfigException> unknown(String name) {
        return assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> read(Map.of(name, "x")));
    }

    private static SyncConfig read(Map<String, String> settings) {
        return SyncConfig.read(SettingsSource.of(settings));
    }
}
