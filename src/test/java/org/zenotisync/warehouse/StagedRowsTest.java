package org.zenotisync.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.duckdb.DuckDbWarehouse;

/** What DuckDB makes of a stage that was filled in the same transaction; one of its versions loses rows. */
class StagedRowsTest {

    /** More than the 122,880 rows of a row group, from which on DuckDB 2.0.0.1 inserts nothing. */
    private static final int ROWS = 200_000;

    private static final TableDefinition TABLE = new TableDefinition(
            "t",
            List.of(
                    new ColumnDefinition("id", ColumnType.of(ColumnType.Kind.INTEGER)),
                    new ColumnDefinition("name", ColumnType.varchar(20))),
            List.of(),
            List.of());

    private final Warehouse warehouse = new DuckDbWarehouse(null);

    @TempDir
    private Path folder;

    @Test
    void allRowsOfALargeStageReachTheTarget() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("t.duckdb"))) {
            connection.setAutoCommit(false);
            createTarget(connection);
            warehouse.stages().fillStage(connection, new StageTable(TABLE, java.util.List.of()), rows(ROWS, "same"));

            long inserted = Jdbc.update(
                    connection, warehouse.mergeSql(TABLE, "t", List.of("id")).insertAll());
            connection.commit();

            assertThat(inserted).isEqualTo(ROWS);
            assertThat(Jdbc.number(connection, "SELECT count(DISTINCT id) FROM t"))
                    .isEqualTo(ROWS);
        }
    }

    @Test
    void shortTextsAreEqualWhateverStoodInTheirPlaceBefore() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            createTarget(connection);
            Jdbc.update(connection, "INSERT INTO t VALUES (0, 'abc')");
            // the second vector of the appender takes the place of the first one's longer texts
            warehouse.stages().fillStage(connection, new StageTable(TABLE, java.util.List.of()), source(sink -> {
                for (int i = 0; i < 4096; i++) {
                    put(sink, i, i < 2048 ? "abcdefghijk" : "abc");
                }
            }));

            long matches = Jdbc.number(
                    connection,
                    "SELECT count(*) FROM t JOIN " + StageTable.NAME + " AS s ON s.name = t.name WHERE s.name = 'abc'");

            assertThat(matches).isEqualTo(2048);
        }
    }

    private void createTarget(Connection connection) throws Exception {
        for (String sql : warehouse.ddl().createTable("t", TABLE)) {
            Jdbc.update(connection, sql);
        }
    }

    private static RowSource rows(int count, String name) {
        return source(sink -> {
            for (int i = 0; i < count; i++) {
                put(sink, i, name);
            }
        });
    }

    private static void put(RowSink sink, int id, String name) throws Exception {
        sink.putInteger(id);
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        sink.putText(utf8, 0, utf8.length);
        sink.putInteger(0);
        sink.putInteger(id);
        sink.endRow();
    }

    /** Writes rows into a sink. */
    @FunctionalInterface
    private interface Rows {
        void writeTo(RowSink sink) throws Exception;
    }

    private static RowSource source(Rows rows) {
        return rows::writeTo;
    }
}
