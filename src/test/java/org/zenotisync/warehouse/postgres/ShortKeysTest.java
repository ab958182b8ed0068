package org.zenotisync.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Limits;

/** The keys of control tables in a database that takes short keys only, as MariaDB does: 768 characters. */
class ShortKeysTest {

    private static final String TABLE = "zenoti_sync_example";

    private static final TableDefinition EXAMPLE = ControlColumns.of(TABLE)
            .source()
            .pod()
            .number("last_group")
            .key("source", "pod", "last_group")
            .define();

    private final Dialect dialect = new PostgresDialect(null);
    private final Ddl ddl = new PostgresDdl(dialect, new Limits(63, 1_598, Integer.MAX_VALUE, 768));

    @Test
    void aKeyThatIsTooLongIsEnforcedByItsDigest() throws SQLException {
        try (Connection connection = DriverManager.getConnection(PostgresServer.newDatabase())) {
            create(connection, EXAMPLE);
            String name = longName();

            insert(connection, name, "POD1", 1);
            insert(connection, name, "POD1", 1);
            insert(connection, name, "POD1", 2);
            // the same texts one after the other
            insert(connection, name + "P", "OD1", 1);

            assertThat(Jdbc.number(connection, "SELECT count(*) FROM " + TABLE)).isEqualTo(3);
        }
    }

    @Test
    void aKeyThatFitsStaysAsItIs() {
        TableDefinition table =
                ControlColumns.of(TABLE).tableName().key("table_name").define();

        assertThat(ddl.createControlTable(table))
                .containsExactly("CREATE TABLE IF NOT EXISTS \"zenoti_sync_example\" (\n"
                        + "  table_name text NOT NULL PRIMARY KEY\n)");
    }

    private void create(Connection connection, TableDefinition table) throws SQLException {
        for (String sql : ddl.createControlTable(table)) {
            Jdbc.execute(connection, sql);
        }
    }

    private void insert(Connection connection, String source, String pod, long group) throws SQLException {
        new PostgresLocks(dialect)
                .insertIfAbsent(connection, TABLE, Map.of("source", source, "pod", pod, "last_group", group), Map.of());
    }

    /** Longer than PostgreSQL itself takes in a key, and nothing that can be compressed. */
    private static String longName() {
        return new Random(7)
                .ints(6_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
