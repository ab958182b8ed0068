package org.zenotisync.routes;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The JDBC URL that a DataSource was configured with. JDBC has no way to ask for it without a connection, so the pools
 * and drivers that hosts use are asked in their own way.
 */
final class ConfiguredUrl {

    private static final List<List<String>> WAYS = List.of(
            // HikariCP
            List.of("getJdbcUrl"),
            // DBCP, Tomcat, Spring's DriverManagerDataSource, PostgreSQL's driver
            List.of("getUrl"),
            // Agroal
            List.of("getConfiguration", "connectionPoolConfiguration", "connectionFactoryConfiguration", "jdbcUrl"));

    private static final int MOST_PROXIES = 5;

    private ConfiguredUrl() {}

    /** The URL, which may contain secrets; empty if the DataSource does not say it, or says it only when connected. */
    static Optional<String> of(DataSource dataSource) {
        Object configured = dataSource;
        for (int proxies = 0; proxies < MOST_PROXIES; proxies++) {
            // Spring's proxies, such as TransactionAwareDataSourceProxy
            configured = Getters.call(configured, "getTargetDataSource").orElse(configured);
        }
        Object asked = configured;
        return WAYS.stream()
                .flatMap(way -> Getters.call(asked, way).stream())
                .map(String::valueOf)
                .filter(url -> url.startsWith("jdbc:") && !mayBeRedshift(url))
                .findFirst();
    }

    /** The driver of PostgreSQL also connects to Redshift; only a connection shows which one it is. */
    private static boolean mayBeRedshift(String url) {
        return url.startsWith("jdbc:postgresql:") && url.contains("redshift");
    }
}
