package org.zenotisync.warehouse.mariadb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.zenotisync.testing.MariaDbServer;
import org.zenotisync.testing.MySqlServer;
import org.zenotisync.testing.OwnServer;
import org.zenotisync.warehouse.WarehouseProvider;

/** The servers that the tests of this package run on. */
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

    /** Those that are on this machine, unless {@code -Dtargets} asks for others. */
    static Stream<TestedServer> all() {
        List<String> wanted =
                List.of(System.getProperty("targets", MARIADB + "," + MYSQL).split(","));
        return Arrays.stream(values()).filter(server -> wanted.contains(server.name()) && server.isInstalled());
    }

    abstract boolean isInstalled();

    /** The JDBC URL of a new, empty database. */
    abstract String newDatabase();

    /** A server of its own, which can be killed. */
    abstract OwnServer start(Path folder) throws IOException, InterruptedException;

    abstract MariaDbDialect dialect();

    abstract MariaDbWarehouse warehouse();

    abstract WarehouseProvider provider();

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
