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
 * Makes the file of a database whole or not at all: DuckDB writes a new one piece by piece, and cannot open it any more if it
 * is killed meanwhile. So it is made under another name, and then given its own.
 */
final class NewDatabaseFile {

    private static final String UNFINISHED = ".new";

    private NewDatabaseFile() {}

    /**
     * Makes the file if it is missing; leaves it to DuckDB where the file system has no links.
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
            // of a process that was killed here; what another one is making goes on without its name, and then without
            // a link
            Files.deleteIfExists(unfinished);
            String parameters = url.replaceFirst("^[^;?]*", "");
            try (Connection connection =
                    new DuckDBDriver().connect("jdbc:duckdb:" + unfinished + parameters, new Properties())) {
                connection.isValid(0);
            }
            // unlike a move, a link never takes the place of a file that another process has made meanwhile
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            // that one is as good
        } catch (IOException | UnsupportedOperationException e) {
            // DuckDB makes the file itself when it opens it, or tells why it cannot
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
