package org.zenotisync.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.duckdb.DuckDbWarehouse;

/** Control tables of a database that cannot say "create if missing". */
class ControlTableMakerTest {

    private static final DuckDbWarehouse DUCKDB = new DuckDbWarehouse("zenoti");

    /** As a database without the words would get it. */
    private static final Ddl WITHOUT_WORDS = new Ddl(DUCKDB.dialect(), DUCKDB.limits()) {

        @Override
        public boolean hasCreateIfMissing() {
            return false;
        }

        @Override
        public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column) {
            throw new UnsupportedOperationException();
        }
    };

    private static final TableDefinition PRESENT = ControlColumns.of("zenoti_sync_example")
            .pod()
            .number("last_group")
            .number("bytes")
            .key("pod")
            .define();

    private static final TableDefinition EARLIER = ControlColumns.of("zenoti_sync_example")
            .pod()
            .number("last_group")
            .key("pod")
            .define();

    private static ControlTable table(TableDefinition definition, List<LaterColumn> later) {
        return new ControlTable() {
            @Override
            public TableDefinition definition() {
                return definition;
            }

            @Override
            public List<LaterColumn> laterColumns() {
                return later;
            }
        };
    }

    @Test
    void tablesThatAreThereAreNotCreatedAgain() throws SQLException {
        ControlTable earlier = table(EARLIER, List.of());
        ControlTable present = table(PRESENT, List.of(new LaterColumn(PRESENT.column("bytes"), "7")));
        ControlTableMaker maker = new ControlTableMaker(WITHOUT_WORDS, DUCKDB.catalog());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            maker.make(connection, List.of(earlier));
            Jdbc.execute(connection, "INSERT INTO zenoti.zenoti_sync_example VALUES ('POD1', 3)");

            maker.make(connection, List.of(present));
            maker.make(connection, List.of(present));

            assertThat(Jdbc.query(
                            connection,
                            "SELECT pod, last_group, bytes FROM zenoti.zenoti_sync_example",
                            row -> row.getString(1) + row.getLong(2) + row.getLong(3)))
                    .containsExactly("POD137");
            assertThatExceptionOfType(SQLException.class)
                    .as("the statement itself does not look")
                    .isThrownBy(() -> Jdbc.execute(
                            connection,
                            WITHOUT_WORDS.createControlTable(PRESENT).get(0)))
                    .withMessageContaining("already exists");
        }
    }
}
