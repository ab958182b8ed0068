package org.zenotisync.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database that the sync can write to. Found as a service: a new one is a class and its line in META-INF/services. */
public interface WarehouseProvider {

    /** Whether a JDBC URL speaks of this database. */
    boolean knows(String url);

    /** How a URL of this database looks, for people. */
    String exampleUrl();

    /** The warehouse. */
    Warehouse warehouse(WarehouseSetup setup);

    /** The settings that only this database has. */
    default List<DatabaseSetting> settings() {
        return List.of();
    }

    /**
     * Checks the URL and the database's own settings.
     *
     * @param settings those of {@link #settings()} that are set, by key
     * @return what is wrong, beginning with the key; empty if nothing is
     */
    default Optional<String> complaint(String url, Map<String, String> settings) {
        return Optional.empty();
    }

    /** Whether a failure that only this database knows may be over in a moment, beside those of {@link Jdbc#isTransient}. */
    default boolean isTransient(SQLException failure) {
        return false;
    }

    /** The JDBC driver, which must have a public constructor without arguments. */
    Class<? extends Driver> driver();

    /**
     * Called before the driver is used to open a database.
     *
     * @throws SQLException if something that the driver needs is missing, or the database cannot be made
     */
    default void prepare(String url) throws SQLException {}

    /**
     * Properties of connections, unless the URL sets them.
     *
     * @param lanes tables that are loaded side by side
     */
    default Map<String, String> connectionProperties(int lanes) {
        return Map.of();
    }

    /**
     * Whether a failure to connect says that there is a pooler, which takes no {@link #connectionProperties} of a session: the
     * next try has the {@link #pooledProperties}.
     */
    default boolean isRefusedByPooler(SQLException failure) {
        return false;
    }

    /**
     * Whether a new connection leads to a pooler, which may give each transaction another session.
     *
     * @throws SQLException if the database does not answer
     */
    default boolean isPooled(Connection connection) throws SQLException {
        return false;
    }

    /** Properties of connections to a pooler, unless the URL sets them: none of them may need a session of its own. */
    default Map<String, String> pooledProperties(int lanes) {
        return connectionProperties(lanes);
    }

    /** What to do about a refusal to open or write the database that is a matter of rights; empty if it is not, or is not known. */
    default Optional<String> missingRight(SQLException failure, String url) {
        return Optional.empty();
    }

    /** The file that holds the database of a URL; empty if it lies in no local file. */
    default Optional<Path> file(String url) {
        return Optional.empty();
    }
}
