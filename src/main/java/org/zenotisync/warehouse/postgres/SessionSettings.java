package org.zenotisync.warehouse.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Settings of the server for loads. A commit does not wait for the disk: merge and checkpoint are one transaction, so a
 * server that loses its last commits loses both, and the next cycle does them again. Key columns are analysed from a
 * tenth of the usual sample: 3,000 rows show as well that they are nearly unique. Reading a page through the index
 * costs as much as on an SSD: otherwise a merge of some thousand rows would read the complete target. Short statements
 * are not compiled first (jit).
 *
 * <p>They are sent at the start of a connection. A pooler may give each transaction another session; there they are set
 * in the transaction of each load.
 */
final class SessionSettings {

    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "synchronous_commit", "off", "default_statistics_target", "10", "random_page_cost", "1.1", "jit", "off"));

    private SessionSettings() {}

    /** As the parameter {@code options} of a connection's start. */
    static String asOptions() {
        return SETTINGS.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }

    /** As columns of a SELECT that sets them until its transaction ends. */
    static String asColumns() {
        return SETTINGS.entrySet().stream()
                .map(setting -> "set_config('" + setting.getKey() + "', '" + setting.getValue() + "', true)")
                .collect(Collectors.joining(", "));
    }

    /** Whether a connection was started without them, and its URL sets no options: a connection to a pooler. */
    static boolean areMissing(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class)
                && connection.unwrap(PGConnection.class).getPrepareThreshold() == 0
                && !connection.getMetaData().getURL().matches(".*[?&]" + PostgresProvider.OPTIONS + "=.*");
    }
}
