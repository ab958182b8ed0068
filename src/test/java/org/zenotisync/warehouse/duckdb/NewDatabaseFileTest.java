package org.zenotisync.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it makes a database leaves no file that DuckDB cannot open. */
class NewDatabaseFileTest {

    @TempDir
    private Path folder;

    @Test
    void theFileIsThereWholeAndNothingElse() throws Exception {
        NewDatabaseFile.create(url(), file());

        assertThat(Files.size(file())).isPositive();
        assertThat(files()).containsExactly(file());
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (i INTEGER)");
        }
    }

    @Test
    void whatAKilledProcessHasLeftIsNoObstacle() throws Exception {
        Files.writeString(folder.resolve("target.duckdb.new"), "half a header");

        NewDatabaseFile.create(url(), file());

        assertThat(files()).containsExactly(file());
        DriverManager.getConnection(url()).close();
    }

    @Test
    void aFileThatIsThereStaysAsItIs() throws Exception {
        Files.writeString(file(), "not ours");

        NewDatabaseFile.create(url(), file());

        assertThat(file()).hasContent("not ours");
        assertThat(files()).containsExactly(file());
    }

    private String url() {
        return "jdbc:duckdb:" + file() + ";threads=1";
    }

    private Path file() {
        return folder.resolve("target.duckdb");
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
