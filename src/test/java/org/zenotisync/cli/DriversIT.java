package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.MariaDbServer;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.PackagedProgram.Result;

/** Drivers that the packaged program does not bring. */
@Timeout(120)
class DriversIT {

    @TempDir
    private Path folder;

    // for each test, so that the report counts them as left out
    @BeforeEach
    void requireJar() {
        assumeFalse(PackagedProgram.isNative(), "the native binary loads no classes");
    }

    @Test
    void aMissingDriverIsOneLineWithItsCoordinates() throws Exception {
        Result result = status();

        assertThat(result.exitCode()).as(result.errors()).isEqualTo(3);
        assertThat(result.err())
                .singleElement()
                .asString()
                .contains("cannot be opened: the JDBC driver org.mariadb.jdbc.Driver is missing: put the jar of"
                        + " org.mariadb.jdbc:mariadb-java-client:3.5.6 (Maven Central) into the folder " + folder);
    }

    @Test
    void aDriverInTheFolderIsUsed() throws Exception {
        Files.copy(MariaDbServer.driver(), folder.resolve("driver.jar"));

        Result result = status();

        assertThat(result.exitCode()).as(result.errors()).isEqualTo(3);
        assertThat(result.errors()).contains("cannot be opened: ").doesNotContain("is missing");
    }

    private Result status() throws Exception {
        List<String> options = new ArrayList<>(PackagedProgram.SHORT_LIVED);
        options.add("-Dzenoti-s3-sync.drivers=" + folder);
        Map<String, String> settings = Map.of(
                "ZENOTI_BUCKET", "drivers",
                "ZENOTI_TARGET_URL", "jdbc:mariadb://localhost:1/none",
                "ZENOTI_TARGET_USERNAME", "nobody",
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "nobody",
                "AWS_SECRET_ACCESS_KEY", "nothing");
        return new PackagedProgram(settings, options).end(Map.of(), "status");
    }
}
