package org.zenotisync.warehouse.duckdb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.zenotisync.warehouse.Jdbc;

/**
 * The files into which DuckDB writes what does not fit into memory. It deletes them, unless its process is killed; then
 * rows of that time stay in them.
 */
final class SpilledFiles {

    private static final String NAMES = "duckdb_temp_*";

    private SpilledFiles() {}

    /**
     * Deletes the files of processes that were killed: those that are older than this process. No other process can
     * have the database open, so nobody needs them.
     *
     * @throws SQLException if one cannot be deleted; the message has its path
     */
    static void deleteOfKilled(Connection connection) throws SQLException {
        String folder = Jdbc.first(connection, "SELECT current_setting('temp_directory')", row -> row.getString(1))
                .orElse("");
        Instant started = ProcessHandle.current().info().startInstant().orElse(Instant.MIN);
        if (folder.isEmpty()) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder), NAMES)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(started)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // nothing was ever written there
        } catch (IOException e) {
            // the SQLSTATE of input and output: the message has names of files only
            throw new SQLException("temporary files of DuckDB cannot be deleted: " + e, "58030", e);
        }
    }
}
