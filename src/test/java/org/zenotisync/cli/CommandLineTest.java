package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.testing.S3Server;

/** Wrong commands and settings, sources and targets that are out of reach: exit codes 2 and 3, and no secrets. */
@QuarkusMainTest
class CommandLineTest extends CommandTest {

    @Test
    void anUnknownCommandIsExitCode2(QuarkusMainLauncher launcher) {
        assertThat(launcher.launch("sync").exitCode()).isEqualTo(2);
    }

    @Test
    void anEmptyArgumentIsOneErrorAndNotTheHelpOfCamel(QuarkusMainLauncher launcher) {
        publish("SchemaUpgrade/1/x.txt", "truncate table bi_factsales");
        launcher.launch("once");

        LaunchResult file = launcher.launch("schema", "accept", "");
        LaunchResult columns = launcher.launch("schema", "accept", "x.txt", "--columns", "");
        LaunchResult help = launcher.launch("-h");

        assertThat(List.of(file.exitCode(), columns.exitCode(), help.exitCode()))
                .containsExactly(2, 2, 0);
        assertThat(file.getErrorOutput()).contains("zenoti-s3-sync: the name of the schema file is empty");
        assertThat(columns.getErrorOutput()).contains("zenoti-s3-sync: --columns is empty");
        assertThat(file.getOutput() + columns.getOutput()).isBlank();
        assertThat(help.getOutput()).startsWith("Usage: zenoti-s3-sync").doesNotContain("Camel");
    }

    @Test
    void anUnknownSettingIsExitCode2AndNamed(QuarkusMainLauncher launcher) {
        set("zenoti.paralelism", "3");

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.getErrorOutput())
                .contains("zenoti.paralelism: unknown setting; did you mean zenoti.parallelism?")
                .doesNotContain("\tat ");
    }

    @Test
    void aSourceOutOfReachIsExitCode3(QuarkusMainLauncher launcher) {
        set("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9");

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.getErrorOutput())
                .contains("the source s3://" + bucket + " cannot be listed: ")
                .contains("Connection refused; check the network and AWS_ENDPOINT_URL_S3")
                .doesNotContain("\tat ", "Attempt");
    }

    @Test
    void whatS3RefusesIsToldByItsErrorCodeAndTheRemedy(QuarkusMainLauncher launcher) {
        set("AWS_SECRET_ACCESS_KEY", "wrong");
        LaunchResult wrongSecret = launcher.launch("once");
        set("AWS_ACCESS_KEY_ID", "nobody");
        LaunchResult wrongKey = launcher.launch("once");
        set("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        set("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        set("zenoti.bucket", "no-such-bucket");
        LaunchResult wrongBucket = launcher.launch("once");

        assertRefused(wrongSecret, "the source s3://" + bucket + " cannot be listed: SignatureDoesNotMatch, ")
                .contains("; check AWS_SECRET_ACCESS_KEY");
        assertRefused(wrongKey, "the source s3://" + bucket + " cannot be listed: InvalidAccessKeyId, ")
                .endsWith("; check AWS_ACCESS_KEY_ID");
        assertRefused(wrongBucket, "the source s3://no-such-bucket cannot be listed: NoSuchBucket, ")
                .endsWith("; check zenoti.bucket");
    }

    private static AbstractStringAssert<?> assertRefused(LaunchResult result, String message) {
        assertThat(result.exitCode()).isEqualTo(3);
        List<String> lines = result.getErrorStream().stream()
                .filter(line -> line.startsWith("zenoti-s3-sync: "))
                .toList();
        assertThat(lines).hasSize(1);
        return assertThat(lines.get(0))
                .startsWith("zenoti-s3-sync: " + message)
                .doesNotContain("Request ID", "Status Code", "Attempt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"once", "plan", "status"})
    void aTargetWhoseFolderIsMissingIsExitCode3(String command, QuarkusMainLauncher launcher) {
        Path missing = folder.resolve("missing");
        set("zenoti.target.url", "jdbc:duckdb:" + missing.resolve("target.duckdb"));

        LaunchResult result = launcher.launch(command);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.getErrorOutput())
                .contains(
                        "cannot be opened: there is no folder " + missing + "; create it, or correct zenoti.target.url")
                .doesNotContain("\tat ");
    }

    @Test
    void aTargetThatIsNoDatabaseIsExitCode3(QuarkusMainLauncher launcher) throws IOException {
        Files.writeString(database, "not a database, but long enough to be taken for one".repeat(400));

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.getErrorOutput()).contains("cannot be opened").doesNotContain("\tat ");
    }

    @Test
    void noSecretIsEverPrinted(QuarkusMainLauncher launcher) {
        set("zenoti.target.url", "jdbc:nosuch://host/db?user=me&password=verysecret");

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.getErrorOutput()).contains("zenoti.target.url").doesNotContain("verysecret");
    }

    /** The driver's own error names the whole URL. */
    @Test
    void noSecretOfAUrlThatTheDriverCannotReadIsPrinted(QuarkusMainLauncher launcher) {
        set("zenoti.target.url", "jdbc:postgresql://127.0.0.1:99999999/db?user=me&password=verysecret%zz");

        LaunchResult result = launcher.launch("once");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.getErrorOutput()).contains("cannot be opened").doesNotContain("verysecret");
    }
}
