package org.zenotisync.warehouse.duckdb;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/**
 * Makes the file of a database completely or not at all: DuckDB writes a new file in several steps, and cannot open it
 * any more if the process is killed between them. So the file is made under another name, and then gets its own.
 */
final class NewDatabaseFile {

    private static final String UNFINISHED = ".new";

    private NewDatabaseFile() {}

    /**
     * Makes the file if it is missing; leaves that to DuckDB if the file system has no links.
     *
     * @param url of the database, with its parameters
     * @param file that the URL names
     * @throws SQLException if DuckDB cannot make it
     */
    static void create(String url, Path file) throws SQLException {
        if (Files.exists(file)) {
            return;
        }
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            // left by a process that was killed here; if another process is making it now, that one finds no file to
            // link
            Files.deleteIfExists(unfinished);
            String parameters = url.replaceFirst("^[^;?]*", "");
            try (Connection connection =
                    new DuckDBDriver().connect("jdbc:duckdb:" + unfinished + parameters, new Properties())) {
                connection.isValid(0);
            }
            // unlike a move, a link never replaces a file that another process has made in between
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            // another process has made it
        } catch (IOException | UnsupportedOperationException e) {
            // DuckDB makes the file when it opens it, or reports why it cannot
        } finally {
            deleteIfThere(unfinished);
        }
    }

    private static void deleteIfThere(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // the next process that makes the file tries again
        }
    }
}
