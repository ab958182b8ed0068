package org.zenotisync.quarkus;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.warehouse.WarehouseProvider;

/**
 * The connections to the target: a pool that joins the transactions of the routes. The URL chooses the database when
 * the program runs, so the pool is made here and not by Quarkus, which needs the database at build time.
 */
public final class TargetPool implements AutoCloseable {

    /** Each table that is loaded holds one connection; these more are for run log, listing and status. */
    private static final int SPARE_CONNECTIONS = 4;

    /** A connection that was idle for longer is checked before it is used. */
    private static final Duration UNCHECKED = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(TargetPool.class);

    private final AgroalDataSource dataSource;
    private final ConnectionKeeper keeper;

    /**
     * Opens the pool.
     *
     * @throws SQLException if the target cannot be reached
     */
    public TargetPool(
            SyncConfig config,
            String url,
            TransactionManager transactions,
            TransactionSynchronizationRegistry synchronizations)
            throws SQLException {
        WarehouseProvider database = config.target().database();
        database.prepare(url);
        First first = first(config, database, url);
        Properties properties = first.properties();
        keeper = new ConnectionKeeper(() -> connect(config, database, url, properties), first.connection());
        AgroalDataSourceConfigurationSupplier supplier = new AgroalDataSourceConfigurationSupplier();
        supplier.metricsEnabled(true);
        supplier.connectionPoolConfiguration(pool -> pool.maxSize(config.parallelism() + SPARE_CONNECTIONS)
                .acquisitionTimeout(Duration.ofMinutes(5))
                .transactionIntegration(new NarayanaTransactionIntegration(transactions, synchronizations))
                // idle ones are checked first: the target may have been restarted meanwhile
                .connectionValidator(keeper)
                .idleValidationTimeout(UNCHECKED)
                // a connection on which a transaction failed may be unusable: it is not used again
                .exceptionSorter(ExceptionSorter.fatalExceptionSorter())
                .connectionFactoryConfiguration(factory -> {
                    factory.jdbcUrl(url).connectionProviderClass(database.driver());
                    properties
                            .stringPropertyNames()
                            .forEach(key -> factory.jdbcProperty(key, properties.getProperty(key)));
                    config.target().username().ifPresent(name -> factory.principal(new NamePrincipal(name)));
                    config.target().password().ifPresent(word -> factory.credential(new SimplePassword(word)));
                    return factory;
                }));
        // not AgroalDataSource.from, which looks for this class by name
        dataSource = new io.agroal.pool.DataSource(supplier.get());
        dataSource.setPoolInterceptors(List.of(keeper));
    }

    /** The first connection, and the properties that it and all others are opened with. */
    private record First(Connection connection, Properties properties) {}

    /**
     * Opens a connection with a session of its own, or, through a pooler, one that does not need a session of its own.
     */
    private static First first(SyncConfig config, WarehouseProvider database, String url) throws SQLException {
        Properties ofSession = unlessSet(database.connectionProperties(config.parallelism()), url);
        try {
            Connection connection = connect(config, database, url, ofSession);
            if (!isPooled(database, connection)) {
                requireUsable(database, connection);
                return new First(connection, ofSession);
            }
            connection.close();
        } catch (SQLException e) {
            if (!database.isRefusedByPooler(e)) {
                throw e;
            }
        }
        LOG.info("The target is reached through a connection pooler: sessions keep nothing from one"
                + " transaction to the next");
        Properties ofPooler = unlessSet(database.pooledProperties(config.parallelism()), url);
        return new First(connect(config, database, url, ofPooler), ofPooler);
    }

    private static boolean isPooled(WarehouseProvider database, Connection connection) throws SQLException {
        try {
            return database.isPooled(connection);
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }

    private static void requireUsable(WarehouseProvider database, Connection connection) throws SQLException {
        try {
            database.requireUsable(connection);
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e;
            }
        }
    }

    private static Properties unlessSet(Map<String, String> wanted, String url) {
        Set<String> set = parametersOf(url);
        Properties properties = new Properties();
        wanted.forEach((key, value) -> {
            if (!set.contains(key)) {
                properties.setProperty(key, value);
            }
        });
        return properties;
    }

    /** The parameters that a JDBC URL sets after {@code ?} or, as DuckDB's does, after {@code ;}. */
    static Set<String> parametersOf(String url) {
        return Arrays.stream(url.split("[?;&]"))
                .skip(1)
                .map(parameter -> parameter.replaceFirst("=.*", ""))
                .collect(Collectors.toSet());
    }

    private static Connection connect(SyncConfig config, WarehouseProvider database, String url, Properties properties)
            throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        config.target().username().ifPresent(name -> all.setProperty("user", name));
        config.target().password().ifPresent(word -> all.setProperty("password", word));
        try {
            return database.driver().getConstructor().newInstance().connect(url, all);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JDBC driver cannot be created", e);
        }
    }

    /** Connections that a transaction uses. */
    long active() {
        return dataSource.getMetrics().activeCount();
    }

    /** Connections that are open and not used. */
    long available() {
        return dataSource.getMetrics().availableCount();
    }

    /** Threads that wait for a connection. */
    long waiting() {
        return dataSource.getMetrics().awaitingCount();
    }

    /** The pool. */
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        dataSource.close();
        try {
            keeper.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the target cannot be closed", e);
        }
    }
}
