package org.zenotisync.warehouse.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.FormerBytes;
import org.zenotisync.warehouse.Jdbc;

/** The free blocks of DuckDB's file. */
final class DuckDbFormerBytes implements FormerBytes {

    /** A table that exists while columns are hidden. */
    static final String HIDDEN = "zenoti_sync_hidden";

    private final Dialect dialect;

    DuckDbFormerBytes(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Writes the file up to date, and then over its free blocks, in which the former rows still are. */
    @Override
    public void giveUp(Connection connection) throws SQLException {
        SpilledFiles.deleteOfKilled(connection);
        Jdbc.execute(connection, "DROP TABLE IF EXISTS " + dialect.qualified(HIDDEN));
        Jdbc.execute(connection, "CHECKPOINT");
        long bytes = Jdbc.number(
                connection,
                "SELECT free_blocks * block_size FROM pragma_database_size() WHERE database_name = current_database()");
        if (bytes > 0) {
            Jdbc.execute(
                    connection,
                    "CREATE OR REPLACE TABLE " + dialect.qualified(HIDDEN) + " AS SELECT hash(i) AS h FROM range("
                            + (bytes / Long.BYTES + 1) + ") AS r(i)");
            Jdbc.execute(connection, "CHECKPOINT");
            Jdbc.execute(connection, "DROP TABLE " + dialect.qualified(HIDDEN));
            Jdbc.execute(connection, "CHECKPOINT");
        }
    }

    @Override
    public List<String> places() {
        return List.of(
                "blocks of the file that a table which was written again has shared with another one: until you copy"
                        + " the file, in a DuckDB shell, while the sync does not run: ATTACH '<file>' AS old; ATTACH"
                        + " '<new file>' AS fresh; COPY FROM DATABASE old TO fresh; then put the new file in place of"
                        + " the old one",
                "the first eight bytes of the smallest and of the largest value of a column, which DuckDB keeps as"
                        + " statistics: until you copy the file in the same way",
                "temporary files of a process that was killed, in <file>.tmp: until the next apply-privacy, which"
                        + " deletes those that are older than its own process",
                "backups and copies of the database file: as long as you keep them",
                "blocks of the disk that the file and its write-ahead log have given back: until the file system writes"
                        + " them again");
    }
}
