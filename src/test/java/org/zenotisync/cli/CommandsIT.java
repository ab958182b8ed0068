package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.checkpoint.ControlVersion;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.PackagedProgram.Result;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;

/**
 * What only a process of its own has: exit codes, what goes to stdout and what to stderr, environment variables and
 * {@code -D}. All else about the commands is in the classes of {@link CommandTest}.
 */
@Timeout(180)
class CommandsIT {

    private static final String SECRET = "verysecret";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new TreeMap<>();
    private String bucket;
    private Path database;

    @BeforeEach
    void publishFeed() {
        bucket = "processes-" + buckets++;
        database = folder.resolve("target.duckdb");
        settings.put("ZENOTI_BUCKET", bucket);
        settings.put("ZENOTI_SETTLE", "0s");
        settings.put("ZENOTI_TARGET_URL", "jdbc:duckdb:" + database);
        settings.put("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        settings.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        settings.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        publish(
                "SchemaFull/Bi_FactSales.txt",
                "CREATE TABLE Bi_FactSales (SaleId DECIMAL(19,0), Item VARCHAR(20), OrganizationId VARCHAR(36),"
                        + " Void BOOLEAN) SORTKEY(SaleId);");
        publish("POD1/1/Bi_FactSales/1/part_0.csv", "1,soap,o1,0\n2,oil,o1,0\n");
        publish("POD1/2/bi_factsales/1/part_0.csv", "2,oil,o1,1\n");
    }

    /** The bucket's other folders are listed with the client of the source. */
    @Test
    void aPrefixThatIsNotThereIsWarnedOfWithTheNearestFolders() throws Exception {
        settings.put("ZENOTI_PREFIX", "Pod1");

        Result once = end("once");

        assertThat(once.exitCode()).as(once.errors()).isZero();
        assertThat(once.errors())
                .contains(
                        "There is no folder below s3://" + bucket + "/Pod1: ",
                        "with the nearest names to 'Pod1' are 'POD1'");
        assertThat(end("verify").errors()).doesNotContain("no client");
    }

    @Test
    void aCronExpressionStartsCycles() throws Exception {
        settings.put("ZENOTI_SCHEDULE", "* * * * * ?");
        settings.put("ZENOTI_WEB", "off");
        try (RunningProgram running =
                new PackagedProgram(settings, PackagedProgram.SHORT_LIVED).start(folder.resolve("log"), "run")) {
            running.await(Duration.ofSeconds(60), () -> running.log().split("Cycle ended", -1).length >= 3);
        }
    }

    @Test
    void helpAndVersionNeedNoSettingsAndWriteToStdoutOnly() throws Exception {
        settings.clear();

        Result help = end("--help");
        Result version = end("--version");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains("Usage: zenoti-s3-sync", "once", "Exit codes: 0 ");
        assertThat(help.err()).isEmpty();
        assertThat(version.exitCode()).isZero();
        assertThat(version.output()).matches("zenoti-s3-sync [0-9].*");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void planTellsWhatWouldBeDoneAndMakesNoDatabase() throws Exception {
        Result plan = end("plan");

        assertThat(plan.exitCode()).as(plan.errors()).isZero();
        assertThat(plan.output())
                .contains("schema  s3://" + bucket + "/SchemaFull/Bi_FactSales.txt")
                .contains("1 schema file and 2 table groups");
        assertThat(database).doesNotExist();
    }

    @Test
    void onceConsumesStatusTellsItAndReplayDoublesNothing() throws Exception {
        Result once = end("once");
        Result status = end("status");
        Result replay = end("replay", "--table", "Bi_FactSales", "--from-group", "1");
        Result json = end("status", "--json");

        assertThat(once.exitCode()).as(once.errors()).isZero();
        assertThat(once.output())
                .containsPattern("bi_factsales +2 +2 +3 +2 +0 +1 +0 +consumed")
                .contains("2 table groups, 3 rows, ");
        assertThat(once.errors()).contains("INFO").doesNotContain("WARN", "ERROR", "Exception");
        assertThat(status.exitCode()).as(status.errors()).isZero();
        assertThat(status.output()).containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +consumed");
        assertThat(replay.exitCode()).as(replay.errors()).isZero();
        assertThat(replay.output()).contains("2 table groups, 3 rows");
        assertThat(json.exitCode()).as(json.errors()).isZero();
        assertThat(json.output())
                .contains("\"healthy\" : true", "\"lastGroup\" : 2", "\"rows\" : 1", "\"state\" : \"replayed\"");
        assertIsJson(json.output());
    }

    /** All of stdout, so that it can be piped. */
    private static void assertIsJson(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                assertThat(parser.currentToken()).isNotNull();
            }
        }
    }

    @Test
    void aFailedTableGroupIsExitCode1AndItsReasonStandsOnStderr() throws Exception {
        publish("POD1/3/bi_factsales/1/part_0.csv", "x,wax,o1,0\n");

        Result once = end("once");
        Result status = end("status");

        assertThat(once.exitCode()).isEqualTo(1);
        assertThat(once.errors())
                .contains("FAILED POD1/3/bi_factsales: s3://" + bucket + "/POD1/3/bi_factsales/1/part_0.csv, line 1, ")
                .containsOnlyOnce("value 'x' is not a number");
        assertThat(once.output()).doesNotContain("is not a number");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.output()).containsPattern("bi_factsales +POD1 +fact +2 +1 +0 +failed");
    }

    @Test
    void whatStandsInFrontOfTheCommandOverridesTheEnvironment() throws Exception {
        settings.put("ZENOTI_BUCKET", "no-such-bucket");
        PackagedProgram program = new PackagedProgram(settings, List.of("-Xmx256m", "-Dzenoti.bucket=" + bucket));

        Result plan = program.end(Map.of(), "plan");

        assertThat(plan.exitCode()).as(plan.errors()).isZero();
        assertThat(plan.output()).contains("s3://" + bucket + "/SchemaFull/Bi_FactSales.txt");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "ZENOTI_PARALELISM, 3, 'ZENOTI_PARALELISM: unknown setting; did you mean ZENOTI_PARALLELISM?'",
        "ZENOTI_BUCKET, '', 'zenoti.bucket: not set; '",
        "ZENOTI_TARGET_URL, jdbc:nosuch://host/db?password=verysecret, 'zenoti.target.url: '",
        "AWS_ACCESS_KEY_ID, '', 'AWS_ACCESS_KEY_ID: not set, but AWS_SECRET_ACCESS_KEY is; '",
        "AWS_MAX_ATTEMPTS, 0, 'AWS_MAX_ATTEMPTS: ''0'' is not a number from 1 on'",
        "AWS_MAX_ATTEMPTS, x, 'AWS_MAX_ATTEMPTS: ''x'' is not a number from 1 on'"
    })
    void aWrongSettingIsExitCode2AndOneLine(String variable, String value, String message) throws Exception {
        settings.put(variable, value);

        assertOneLine(end("once"), 2, message);
    }

    @Test
    void aWrongCommandLineIsExitCode2() throws Exception {
        Result unknownCommand = end("sync");
        Result unknownOption = end("once", "--fast");

        assertThat(unknownCommand.exitCode()).isEqualTo(2);
        assertThat(unknownCommand.errors()).contains("sync").doesNotContain("\tat ");
        assertThat(unknownOption.exitCode()).isEqualTo(2);
        assertThat(unknownOption.errors()).contains("--fast").doesNotContain("\tat ");
    }

    @Test
    void controlTablesOfANewerProgramAreExitCode2AndOneLine() throws Exception {
        assertThat(end("once").exitCode()).isZero();
        int newer = ControlVersion.CURRENT + 1;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO zenoti_sync_version VALUES (" + newer + ", now())");
        }
        String message = "the control tables of jdbc:duckdb:" + database + " have version " + newer
                + ", and this program knows no version above " + ControlVersion.CURRENT;

        for (String command : List.of("run", "once", "plan", "status", "tables")) {
            assertOneLine(end(command), 2, message);
        }
        assertOneLine(end("schema", "list"), 2, message);
        assertOneLine(end("replay", "--table", "bi_factsales", "--from-group", "1"), 2, message);
    }

    @Test
    void aSourceOutOfReachIsExitCode3AndOneLine() throws Exception {
        settings.put("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9");
        settings.put("AWS_MAX_ATTEMPTS", "1");
        assertOneLine(end("once"), 3, "the source s3://" + bucket + " cannot be listed: ");

        settings.put("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        settings.put("AWS_SECRET_ACCESS_KEY", SECRET);
        assertOneLine(end("once"), 3, "the source s3://" + bucket + " cannot be listed: SignatureDoesNotMatch, ");
    }

    /** A driver reports the complete text that it cannot read as a host and a port, also in its own log. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:9/db?user=me&password=verysecret",
                "jdbc:postgresql://me:verysecret@127.0.0.1:9/db",
                "jdbc:postgresql://me:verysecret@127.0.0.1/db",
                "jdbc:postgresql://me:verysecret/@127.0.0.1/db"
            })
    void aTargetOutOfReachIsExitCode3AndOneLineWithoutSecrets(String url) throws Exception {
        settings.put("ZENOTI_TARGET_URL", url);

        assertOneLine(end("status"), 3, "the target jdbc:postgresql://");
    }

    @Test
    void aFileOfSettingsIsReadAsShellsReadItAndItsBadLineIsNamed() throws Exception {
        settings.remove("ZENOTI_BUCKET");
        settings.remove("ZENOTI_TARGET_URL");
        Path file = folder.resolve(".env");
        Files.writeString(
                file,
                "\uFEFF# the feed\r\nexport ZENOTI_BUCKET = '" + bucket + "' # its bucket\r\n"
                        + "ZENOTI_TARGET_URL=\"jdbc:duckdb:" + database
                        + "\"\r\nZENOTI_TARGET_PASSWORD=C:\\users\\${x\r\n");
        PackagedProgram program = new PackagedProgram(settings, List.of("-Xmx256m", "-Duser.dir=" + folder));

        assertThat(program.end(Map.of(), "once").exitCode()).isZero();
        assertThat(database).exists();

        Files.writeString(file, "ZENOTI_BUCKET=" + bucket + "\nZENOTI_TARGET_URL='jdbc:duckdb:x\n");
        assertOneLine(program.end(Map.of(), "status"), 2, file + ", line 2: cannot be read; ");
    }

    private static void assertOneLine(Result result, int exitCode, String message) {
        assertThat(result.exitCode()).as(result.errors()).isEqualTo(exitCode);
        assertThat(result.err()).singleElement().asString().startsWith("zenoti-s3-sync: " + message);
        assertThat(result.errors() + result.output()).doesNotContain(SECRET);
    }

    private Result end(String... command) throws Exception {
        return new PackagedProgram(settings, PackagedProgram.SHORT_LIVED).end(Map.of(), command);
    }

    private void publish(String key, String content) {
        S3.publish(bucket, Map.of(key, content.getBytes(StandardCharsets.UTF_8)));
    }
}
