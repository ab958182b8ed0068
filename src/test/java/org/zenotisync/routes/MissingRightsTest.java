package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.cycle.ForgetReport;
import org.zenotisync.cycle.ForgetRequest;
import org.zenotisync.cycle.PrivacyReport;
import org.zenotisync.cycle.UnreachableException;
import org.zenotisync.privacy.GuestKey;
import org.zenotisync.redshift.StandInUrl;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** What a person reads when the target's user lacks a right: which one, and the statement that gives it. */
@Timeout(180)
class MissingRightsTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int users;

    @TempDir
    private Path folder;

    private String user;
    private String ownersUrl;
    private String url;
    private String database;

    @BeforeAll
    static void publishFeed() {
        publish("SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT PRIMARY KEY, name VARCHAR(9));");
        publish("POD1/1/bi_dimx/1/a.csv", "1,one\n");
        publish("POD1/2/bi_dimx/1/a.csv", "1,two\n");
    }

    @BeforeEach
    void makeUser() throws SQLException {
        user = "limited_" + ++users;
        ownersUrl = PostgresServer.newDatabase();
        url = ownersUrl.replace("user=postgres", "user=" + user);
        database = ownersUrl.replaceFirst(".*/([^/?]*)\\?.*", "$1");
        execute("CREATE ROLE " + user + " LOGIN", "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }

    @Test
    void theErrorOfAUserWhoMayNotCreateTablesNamesTheGrant() {
        assertUnusable(
                Map.of("zenoti.target.url", url),
                " cannot be used: user " + user
                        + " may not create tables in schema public: GRANT CREATE ON SCHEMA public TO " + user
                        + ", or set zenoti.target.schema");
    }

    @Test
    void inRedshiftTheSame() {
        // the stand-in for Redshift makes tables of the catalog, which an owner must do
        new SyncHarness(S3.client(), "rights", folder.resolve("unused"), redshift(ownersUrl)).close();
        assertUnusable(
                redshift(url),
                " cannot be used: user " + user
                        + " may not create tables in schema public: GRANT CREATE ON SCHEMA public TO " + user);
    }

    @Test
    void aSchemaThatIsMissingAndMayNotBeMadeIsNamed() {
        assertUnusable(
                Map.of("zenoti.target.url", url, "zenoti.target.schema", "feed"),
                " cannot be used: there is no schema feed, and user " + user
                        + " may not create it: GRANT CREATE ON DATABASE " + database + " TO " + user
                        + ", or CREATE SCHEMA feed AUTHORIZATION " + user);
    }

    @Test
    void aSchemaThatMayNotBeLookedIntoIsNamed() throws SQLException {
        execute("CREATE SCHEMA feed");
        assertUnusable(
                Map.of("zenoti.target.url", url, "zenoti.target.schema", "feed"),
                "GRANT USAGE, CREATE ON SCHEMA feed TO " + user);
        execute("REVOKE USAGE ON SCHEMA public FROM PUBLIC");
        assertUnusable(Map.of("zenoti.target.url", url), "GRANT USAGE, CREATE ON SCHEMA public TO " + user);
    }

    @Test
    void aServerThatTakesNoWritesIsNamed() throws SQLException {
        execute(
                "GRANT CREATE ON SCHEMA public TO " + user,
                "ALTER ROLE " + user + " SET default_transaction_read_only = on");
        assertUnusable(Map.of("zenoti.target.url", url), " cannot be used: it takes no writes: it is a standby, or ");
    }

    @Test
    void temporaryTablesAreARightOfTheDatabase() throws SQLException {
        execute(
                "GRANT CREATE ON SCHEMA public TO " + user,
                "REVOKE TEMPORARY ON DATABASE " + database + " FROM PUBLIC");
        assertThat(failures()).contains("GRANT TEMPORARY ON DATABASE " + database + " TO " + user);
    }

    @Test
    void rightsOnATableOfSomebodyElseAreNamedOneByOne() throws SQLException {
        execute("GRANT CREATE ON SCHEMA public TO " + user, "CREATE TABLE bi_dimx (id INT, name TEXT)");
        execute("GRANT SELECT ON bi_dimx TO " + user);
        assertThat(failures())
                .contains("user " + user
                        + " lacks INSERT, UPDATE, DELETE on table bi_dimx: GRANT INSERT, UPDATE, DELETE ON"
                        + " TABLE public.bi_dimx TO " + user);

        execute("GRANT INSERT, UPDATE, DELETE ON bi_dimx TO " + user);
        assertThat(failures()).contains("ALTER TABLE public.bi_dimx OWNER TO " + user);

        execute("ALTER TABLE bi_dimx OWNER TO " + user);
        assertThat(failures()).isEmpty();
    }

    @Test
    void applyPrivacyNamesTheRightsThatItsUserLacks() throws Exception {
        applyPrivacyWithoutRights(Map.of("zenoti.target.url", ownersUrl), Map.of("zenoti.target.url", url));
    }

    @Test
    void inRedshiftApplyPrivacyDoesTheSame() throws Exception {
        applyPrivacyWithoutRights(redshift(ownersUrl), redshift(url));
    }

    @Test
    void forgetNamesTheRightsThatItsUserLacks() throws Exception {
        Map<String, String> guests = Map.of("zenoti.guest-columns", "bi_dimx.id");
        Map<String, String> owners = new TreeMap<>(guests);
        owners.put("zenoti.target.url", ownersUrl);
        try (SyncHarness harness = new SyncHarness(S3.client(), "rights", folder.resolve("unused"), owners)) {
            harness.cleanCycle();
        }
        execute("GRANT CREATE ON SCHEMA public TO " + user, "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + user);
        Map<String, String> limited = new TreeMap<>(guests);
        limited.put("zenoti.target.url", url);
        try (SyncHarness harness = new SyncHarness(S3.client(), "rights", folder.resolve("unused"), limited)) {
            ForgetReport report =
                    harness.sync().forget(new ForgetRequest(new GuestKey("1"), Optional.empty(), false), line -> {});
            assertThat(report.isIncomplete()).isTrue();
            assertThat(report.tables().get(0).note().orElseThrow())
                    .contains("ALTER TABLE public.bi_dimx OWNER TO " + user);
        }
    }

    private void applyPrivacyWithoutRights(Map<String, String> owners, Map<String, String> limited) throws Exception {
        try (SyncHarness harness = new SyncHarness(S3.client(), "rights", folder.resolve("unused"), owners)) {
            harness.cleanCycle();
        }
        execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + user);
        Map<String, String> settings = new TreeMap<>(limited);
        settings.put("zenoti.columns.exclude", "*.name");
        try (SyncHarness harness = new SyncHarness(S3.client(), "rights", folder.resolve("unused"), settings)) {
            Throwable refusal = catchThrowable(() -> harness.sync().applyPrivacy(Optional.empty(), false, line -> {}));
            assertThat(harness.sync().missingRight(refusal).orElseThrow())
                    .hasMessageStartingWith("the target jdbc:")
                    .hasMessageContaining(" cannot be used: user " + user)
                    .hasMessageContaining(" TO " + user);
            assertThat(harness.sync().missingRight(new SQLException("it is full", "53100")))
                    .isEmpty();
        }
        execute(
                "GRANT CREATE ON SCHEMA public TO " + user,
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + user,
                "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON bi_dimx FROM " + user);
        try (SyncHarness harness = new SyncHarness(S3.client(), "rights", folder.resolve("unused"), settings)) {
            PrivacyReport report = harness.sync().applyPrivacy(Optional.empty(), false, line -> {});
            assertThat(report.tables().get(0).text().orElseThrow())
                    .contains("GRANT INSERT, UPDATE, DELETE ON TABLE public.bi_dimx TO " + user);
        }
        execute("GRANT INSERT, UPDATE, DELETE ON bi_dimx TO " + user);
        try (SyncHarness harness = new SyncHarness(S3.client(), "rights", folder.resolve("unused"), settings)) {
            PrivacyReport report = harness.sync().applyPrivacy(Optional.empty(), false, line -> {});
            assertThat(report.tables().get(0).text().orElseThrow())
                    .contains("ALTER TABLE public.bi_dimx OWNER TO " + user);
        }
    }

    @Test
    void applyPrivacyNamesADuckDbFileThatIsOpenedForReadingOnly() {
        Path file = folder.resolve("y.duckdb");
        try (SyncHarness harness = new SyncHarness(S3.client(), "rights", file, Map.of())) {
            harness.cleanCycle();
        }
        Map<String, String> settings = Map.of(
                "zenoti.target.url",
                "jdbc:duckdb:" + file + ";access_mode=READ_ONLY",
                "zenoti.columns.exclude",
                "*.name");
        try (SyncHarness harness = new SyncHarness(S3.client(), "rights", folder.resolve("unused"), settings)) {
            Throwable refusal = catchThrowable(() -> harness.sync().applyPrivacy(Optional.empty(), false, line -> {}));
            assertThat(harness.sync().missingRight(refusal).orElseThrow())
                    .hasMessageContaining(" cannot be used: it is opened for reading only");
        }
    }

    @Test
    void aDuckDbFileThatIsOpenedForReadingOnlyIsNamed() {
        Path file = folder.resolve("x.duckdb");
        try (SyncHarness harness = new SyncHarness(S3.client(), "rights", file, Map.of())) {
            harness.cleanCycle();
        }
        assertUnusable(
                Map.of("zenoti.target.url", "jdbc:duckdb:" + file + ";access_mode=READ_ONLY"),
                " cannot be used: it is opened for reading only; remove access_mode=READ_ONLY from zenoti.target.url");
    }

    private static Map<String, String> redshift(String url) {
        return Map.of(
                "zenoti.target.url",
                StandInUrl.on(url, "crlf=strip", "lock=first"),
                "zenoti.redshift.iam-role",
                "arn:aws:iam::123456789012:role/zenoti");
    }

    private void assertUnusable(Map<String, String> settings, String words) {
        try (SyncHarness harness = new SyncHarness(S3.client(), "rights", folder.resolve("unused"), settings)) {
            assertThatThrownBy(harness::cycle)
                    .cause()
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageStartingWith("the target jdbc:")
                    .hasMessageContaining(words)
                    .hasMessageNotContaining("Position:");
        }
    }

    private String failures() {
        try (SyncHarness harness = new SyncHarness(
                S3.client(), "rights", folder.resolve("unused"), new TreeMap<>(Map.of("zenoti.target.url", url)))) {
            return SyncHarness.failures(harness.cycle());
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(ownersUrl);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void publish(String key, String text) {
        S3.publish("rights", Map.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
