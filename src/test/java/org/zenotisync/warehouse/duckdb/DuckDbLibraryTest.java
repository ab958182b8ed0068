package org.zenotisync.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbLibraryTest {

    @TempDir
    private Path folder;

    @Test
    void aMissingLibraryIsNamedWithThePlacesWhereItWasLookedFor() {
        Path file = folder.resolve("libduckdb_java.so");

        assertThat(DuckDbLibrary.failure(file, "/usr/lib")).contains("missing", file.toString(), "/usr/lib");
    }

    @Test
    void aLibraryThatIsThereButDoesNotLoadIsNotCalledMissing() throws Exception {
        Path file = Files.createFile(folder.resolve("libduckdb_java.so"));

        assertThat(DuckDbLibrary.failure(file, "/usr/lib"))
                .contains(file.toString(), "cannot be loaded")
                .doesNotContain("missing");
    }

    /** On a JVM the library is in the driver's jar only, so that the loader of native binaries does not find it. */
    @Test
    void aLibraryThatDoesNotLoadIsAFailureThatACommandCanTell() {
        assertThatThrownBy(DuckDbLibrary::load)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(System.mapLibraryName("duckdb_java"));
    }
}
