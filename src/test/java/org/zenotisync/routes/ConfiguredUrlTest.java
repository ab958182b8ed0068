package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** No server is asked: nothing listens on port 1. */
class ConfiguredUrlTest {

    private static final String URL = "jdbc:postgresql://localhost:1/estate";

    @Test
    void hikariBehindAProxyOfSpring() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(URL);
        config.setInitializationFailTimeout(-1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThat(ConfiguredUrl.of(new TransactionAwareDataSourceProxy(pool)))
                    .contains(URL);
        }
    }

    @Test
    void agroal() {
        AgroalDataSourceConfigurationSupplier supplier = new AgroalDataSourceConfigurationSupplier();
        supplier.connectionPoolConfiguration(
                pool -> pool.maxSize(1).connectionFactoryConfiguration(factory -> factory.jdbcUrl(URL)
                        .connectionProviderClass(org.postgresql.Driver.class)));
        try (io.agroal.pool.DataSource pool = new io.agroal.pool.DataSource(supplier.get())) {
            assertThat(ConfiguredUrl.of(pool)).contains(URL);
        }
    }

    @Test
    void driversWithoutAPool() {
        PGSimpleDataSource ofDriver = new PGSimpleDataSource();
        ofDriver.setUrl(URL);

        assertThat(ConfiguredUrl.of(ofDriver).orElse("")).startsWith(URL);
        assertThat(ConfiguredUrl.of(new DriverManagerDataSource(URL))).contains(URL);
    }

    @Test
    void aDataSourceThatDoesNotSayItOrMayBeRedshift() {
        assertThat(ConfiguredUrl.of(new AbstractDataSource() {
                    @Override
                    public Connection getConnection() {
                        throw new IllegalStateException("not asked");
                    }

                    @Override
                    public Connection getConnection(String username, String password) {
                        throw new IllegalStateException("not asked");
                    }
                }))
                .isEmpty();
        assertThat(ConfiguredUrl.of(new DriverManagerDataSource(
                        "jdbc:postgresql://estate.abc.eu-west-1.redshift.amazonaws.com:5439/dev")))
                .isEmpty();
    }
}
