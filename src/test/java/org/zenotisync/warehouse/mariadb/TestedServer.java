package org.zenotisync.warehouse.mariadb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.zenotisync.testing.MariaDbServer;
import org.zenotisync.testing.MySqlServer;
import org.zenotisync.testing.OwnServer;
import org.zenotisync.warehouse.WarehouseProvider;

/** The servers that the tests of this package run on, one in a run. */
enum TestedServer {
    MARIADB {
        @Override
        boolean isInstalled() {
            return MariaDbServer.isInstalled();
        }

        @Override
        String newDatabase() {
            return MariaDbServer.newDatabase();
        }

        @Override
        OwnServer start(Path folder) throws IOException, InterruptedException {
            return new MariaDbServer(folder);
        }

        @Override
        MariaDbDialect dialect() {
            return new MariaDbDialect(Product.MARIADB, null);
        }

        @Override
        MariaDbWarehouse warehouse() {
            return new MariaDbWarehouse(dialect());
        }

        @Override
        WarehouseProvider provider() {
            return new MariaDbProvider();
        }
    },

    MYSQL {
        @Override
        boolean isInstalled() {
            return MySqlServer.isInstalled();
        }

        @Override
        String newDatabase() {
            return MySqlServer.newDatabase();
        }

        @Override
        OwnServer start(Path folder) throws IOException, InterruptedException {
            return new MySqlServer(folder);
        }

        @Override
        MySqlDialect dialect() {
            return new MySqlDialect(null);
        }

        @Override
        MariaDbWarehouse warehouse() {
            return new MySqlWarehouse(dialect());
        }

        @Override
        WarehouseProvider provider() {
            return new MySqlProvider();
        }
    };

    /** The name of a class of tests with its server, so that reports and proofs tell it. */
    static final class Names extends DisplayNameGenerator.Standard {

        @Override
        public String generateDisplayNameForClass(Class<?> testClass) {
            return super.generateDisplayNameForClass(testClass) + " on " + chosen();
        }
    }

    /** The one that {@code -Dtargets} asks for; MariaDB if it asks for none of them. */
    static TestedServer chosen() {
        return List.of(System.getProperty("targets", "").split(",")).contains(MYSQL.name()) ? MYSQL : MARIADB;
    }

    /** Whether it is on this machine. */
    static boolean isThere() {
        return chosen().isInstalled();
    }

    abstract boolean isInstalled();

    /** The JDBC URL of a new, empty database. */
    abstract String newDatabase();

    /** A server of its own, which can be killed. */
    abstract OwnServer start(Path folder) throws IOException, InterruptedException;

    abstract MariaDbDialect dialect();

    abstract MariaDbWarehouse warehouse();

    abstract WarehouseProvider provider();

    /** An example of its JDBC URLs. */
    String example() {
        return provider().exampleUrl();
    }

    /** A connection as the program opens them. */
    Connection connect(String url) throws SQLException {
        return connect(url, Map.of());
    }

    /** @param other properties that are different from those of the program */
    Connection connect(String url, Map<String, String> other) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(provider().connectionProperties(1));
        properties.putAll(other);
        return DriverManager.getConnection(url, properties);
    }
}
