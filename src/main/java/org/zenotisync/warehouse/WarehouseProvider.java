package org.zenotisync.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database that the sync can write to. Found as a service: a new one is a class and its line in META-INF/services.
 */
public interface WarehouseProvider {

    /** Whether a JDBC URL is one of this database. */
    boolean knows(String url);

    /** The name by which people choose this one for any URL; empty if only the URL chooses it. */
    default Optional<String> dialect() {
        return Optional.empty();
    }

    /** An example of a URL of this database, for messages. */
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

    /** Whether a failure that only this database has may pass quickly, besides those of {@link Jdbc#isTransient}. */
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
     * Whether a failure to connect comes from a pooler that does not accept the {@link #connectionProperties} of a
     * session: the next try uses the {@link #pooledProperties}.
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

    /**
     * Refuses a database that cannot keep what is loaded. Called with the first connection, outside of a transaction.
     *
     * @throws SQLException if it lacks something, or does not answer; the message says what to do
     */
    default void requireUsable(Connection connection) throws SQLException {}

    /** Properties of connections to a pooler, unless the URL sets them. They must not need a session of its own. */
    default Map<String, String> pooledProperties(int lanes) {
        return connectionProperties(lanes);
    }

    /**
     * The remedy if the database cannot be opened or written because of a missing right, or of another reason whose
     * message does not say what to do.
     *
     * @return empty if the failure has another reason, or the reason is not known
     */
    default Optional<String> missingRight(SQLException failure, String url) {
        return Optional.empty();
    }

    /** The file of a URL's database; empty if it is not a local file. */
    default Optional<Path> file(String url) {
        return Optional.empty();
    }

    /**
     * The URL by which this database is known, if a connection of another driver leads to it.
     *
     * @return empty if it does not, or if that cannot be seen
     */
    default Optional<String> recognisedUrl(Connection connection) throws SQLException {
        return Optional.empty();
    }
}
