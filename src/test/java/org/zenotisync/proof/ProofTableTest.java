package org.zenotisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zenotisync.testing.TargetDatabase;

/** The table of what the tests have shown of each database. */
class ProofTableTest {

    private static final Path PAGE = Path.of("docs", "tested-databases.md");

    @Test
    void outcomesAreCountedForEachDatabase() {
        String table = new ProofTable(List.of(
                        "HSQLDB\tCORPUS\tjvm\ta/one\tfailed",
                        "HSQLDB\tCORPUS\tjvm\ta/two\tpassed",
                        "HSQLDB\tCORPUS\tjvm\ta/one\tpassed",
                        "HSQLDB\tKILLS\tjvm\tone\tfailed",
                        "DUCKDB\tCORPUS\tnative\ta/one\tpassed",
                        "DUCKDB\tKILLS\tnative\tone\tskipped"))
                .text();

        assertThat(table)
                .contains("| HSQLDB, by portable SQL | 2 passed, 13 not supported | not run | 1 failed | not run"
                        + " | not run |")
                .contains("| DuckDB | not run | not run | not run | not run | 1 passed, 1 skipped |")
                .contains("| MariaDB | `values/not-a-number` | it has no NaN and no infinity |\n");
    }

    @Test
    void thePageHasEveryDatabaseAndNothingThatFailed() throws IOException {
        String page = Files.readString(PAGE);
        String table = page.substring(page.indexOf(ProofTable.BEGIN), page.indexOf(ProofTable.END));

        assertThat(table).doesNotContain("failed");
        for (TargetDatabase database : TargetDatabase.values()) {
            assertThat(table).contains("| " + database.title() + " | ");
        }
        for (TargetDatabase withoutServer : TargetDatabase.wanted()) {
            assertThat(table).containsPattern("\\| " + withoutServer.title() + " \\| [0-9]+ passed");
        }
        String text = new ProofTable(List.of()).text();
        assertThat(table).contains(text.substring(text.indexOf("| database | cases that are not supported")));
    }
}
