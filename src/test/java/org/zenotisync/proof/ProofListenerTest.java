package org.zenotisync.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.zenotisync.testing.TargetDatabase;

/** A class that cannot begin has failed for everything that its tests show. */
class ProofListenerTest {

    private static boolean isBroken;

    @TempDir
    private Path folder;

    /** Run by the tests of this class alone. */
    @Proves(value = Proof.KILLS, on = TargetDatabase.MARIADB)
    static class BrokenBeforeAll {

        @BeforeAll
        static void startServer() {
            requireServer();
        }

        @Test
        void one() {}

        @Test
        void other() {}

        @ParameterizedTest
        @EnumSource(names = {"H2", "HSQLDB"})
        @Proves(Proof.PROCESSES)
        void each(TargetDatabase database) {
            assertThat(database).isNotNull();
        }
    }

    /** Run by the tests of this class alone. */
    @Proves(Proof.CORPUS)
    static class BrokenBeforeEach {

        @BeforeEach
        void startServer() {
            requireServer();
        }

        @TestFactory
        Stream<DynamicTest> cases() {
            return Stream.of(DynamicTest.dynamicTest("HSQLDB a/one", () -> {}));
        }
    }

    private static void requireServer() {
        if (isBroken) {
            throw new IllegalStateException("no server");
        }
    }

    private String table(boolean broken, Class<?> type) throws IOException {
        isBroken = broken;
        Path notes = folder.resolve("proofs.tsv");
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(new ProofListener(notes))
                        .build())
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(type))
                        .filters(EngineFilter.includeEngines("junit-jupiter"))
                        .build());
        return new ProofTable(Files.readAllLines(notes)).text();
    }

    @Test
    void aClassThatCannotBeginHasFailedForAllThatItsTestsShow() throws IOException {
        assertThat(table(true, BrokenBeforeAll.class))
                .contains("| MariaDB | not run | not run | 1 failed | not run | not run |")
                .contains("| H2, by portable SQL | not run | not run | not run | 1 failed | not run |")
                .contains("| HSQLDB, by portable SQL | not run | not run | not run | 1 failed | not run |")
                .contains("| DuckDB | not run | not run | not run | not run | not run |");
        assertThat(table(false, BrokenBeforeAll.class))
                .as("it ran again")
                .contains("| MariaDB | not run | not run | 2 passed | not run | not run |")
                .contains("| H2, by portable SQL | not run | not run | not run | 1 passed | not run |");
    }

    /** Which cases there are is not known then. */
    @Test
    void casesThatCannotBeMadeHaveFailedOnTheDatabasesThatWereWanted() throws IOException {
        String wanted = "| " + TargetDatabase.wanted().get(0).title() + " | ";
        assertThat(table(true, BrokenBeforeEach.class)).contains(wanted + "1 failed");
        assertThat(table(false, BrokenBeforeEach.class))
                .as("it ran again")
                .doesNotContain("failed")
                .contains("| HSQLDB, by portable SQL | 1 passed, 13 not supported | ");
    }
}
