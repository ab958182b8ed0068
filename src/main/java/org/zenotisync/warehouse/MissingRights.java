package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rights a user lacks and who gives them, in databases that have PostgreSQL's functions for that. The database's
 * own message may be in any language, and names neither the user nor the remedy.
 */
public final class MissingRights {

    private static final String READ_ONLY = "25006";

    /** Insufficient privilege, a schema that is missing or not visible, and a transaction that takes no writes. */
    private static final Set<String> STATES = Set.of("42501", "3F000", READ_ONLY);

    private static final String SELECT_RELATIONS =
            """
            SELECT c.relname
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v')""";

    /** 1 for a table of another user. */
    private static final String COUNT_OTHER_OWNERS =
            """
            SELECT count(*)
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_user AS u ON u.usesysid = c.relowner
            WHERE n.nspname = ? AND c.relname = ? AND u.usename <> current_user""";

    private static final List<String> TABLE_RIGHTS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

    private final Connection connection;

    /** Empty if the user may use none. */
    private final String schema;

    private final String user;
    private final String database;

    private MissingRights(Connection connection, @Nullable String configured) throws SQLException {
        this.connection = connection;
        this.schema = configured == null ? text("SELECT current_schema()").orElse("") : configured;
        this.user = text("SELECT current_user").orElseThrow();
        this.database = text("SELECT current_database()").orElseThrow();
    }

    /**
     * Explains a refusal.
     *
     * @param connection one on which no statement has failed
     * @param schema of all tables, null for the first one of the search path
     * @param tables names of tables that were to be used; they may be missing
     * @return all rights that are missing, with the statements that give them; empty if the refusal has another reason
     */
    public static Optional<String> of(
            Connection connection, @Nullable String schema, SQLException failure, List<String> tables)
            throws SQLException {
        String state = failure.getSQLState();
        if (state == null || !STATES.contains(state)) {
            return Optional.empty();
        }
        if (state.equals(READ_ONLY)) {
            return Optional.of(
                    "it takes no writes: it is a standby, or default_transaction_read_only is on; connect to the"
                            + " primary server (in zenoti.target.url also targetServerType=primary), or switch that off"
                            + " for the user");
        }
        String message = String.valueOf(failure.getMessage());
        List<String> named = tables.stream().filter(message::contains).toList();
        MissingRights rights = new MissingRights(connection, schema);
        List<String> missing = rights.find(named.isEmpty() ? tables : named);
        if (missing.isEmpty()) {
            missing = rights.findOwnedByOthers(named);
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", missing));
    }

    private List<String> find(List<String> tables) throws SQLException {
        List<String> missing = new ArrayList<>();
        if (schema.isEmpty()) {
            missing.add(
                    "user " + user + " may use no schema of the search path: GRANT USAGE, CREATE ON SCHEMA public TO "
                            + quoted(user) + ", or set zenoti.target.schema");
            return missing;
        }
        if (number("SELECT count(*) FROM pg_namespace WHERE nspname = ?", schema) == 0) {
            if (!isAllowed("SELECT has_database_privilege(current_database(), 'CREATE')")) {
                missing.add("there is no schema " + schema + ", and user " + user
                        + " may not create it: GRANT CREATE ON DATABASE "
                        + quoted(database) + " TO " + quoted(user) + ", or CREATE SCHEMA " + quoted(schema)
                        + " AUTHORIZATION "
                        + quoted(user));
            }
            return missing;
        }
        schemaRights().ifPresent(missing::add);
        if (!isAllowed("SELECT has_database_privilege(current_database(), 'TEMP')")) {
            missing.add("user " + user + " may not create temporary tables in database " + database
                    + ": GRANT TEMPORARY ON DATABASE " + quoted(database) + " TO " + quoted(user));
        }
        for (String table : existing(tables)) {
            tableRights(table).ifPresent(missing::add);
        }
        return missing;
    }

    private List<String> findOwnedByOthers(List<String> tables) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String table : existing(tables)) {
            ownership(table).ifPresent(missing::add);
        }
        return missing;
    }

    private Optional<String> schemaRights() throws SQLException {
        List<String> lacking = new ArrayList<>();
        for (String right : List.of("USAGE", "CREATE")) {
            if (!isAllowed("SELECT has_schema_privilege(CAST(? AS VARCHAR), '" + right + "')", schema)) {
                lacking.add(right);
            }
        }
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of("user " + user + " may not create tables in schema " + schema + ": GRANT "
                        + String.join(", ", lacking) + " ON SCHEMA " + quoted(schema) + " TO " + quoted(user)
                        + ", or set zenoti.target.schema");
    }

    private List<String> existing(List<String> tables) throws SQLException {
        if (tables.isEmpty()) {
            return List.of();
        }
        List<String> all = Jdbc.query(connection, SELECT_RELATIONS, row -> row.getString(1), schema);
        return tables.stream().filter(all::contains).toList();
    }

    private Optional<String> tableRights(String table) throws SQLException {
        List<String> lacking = new ArrayList<>();
        for (String right : TABLE_RIGHTS) {
            if (!isAllowed("SELECT has_table_privilege(CAST(? AS VARCHAR), '" + right + "')", qualified(table))) {
                lacking.add(right);
            }
        }
        String rights = String.join(", ", lacking);
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of("user " + user + " lacks " + rights + " on table " + table + ": GRANT " + rights
                        + " ON TABLE " + qualified(table) + " TO " + quoted(user));
    }

    /** Only the owner of a table may alter it or create an index on it. */
    private Optional<String> ownership(String table) throws SQLException {
        return number(COUNT_OTHER_OWNERS, schema, table) == 0
                ? Optional.empty()
                : Optional.of("user " + user + " does not own table " + table
                        + ", and so may not change it or make an index on it:" + " ALTER TABLE " + qualified(table)
                        + " OWNER TO " + quoted(user));
    }

    private String qualified(String table) {
        return quoted(schema) + "." + quoted(table);
    }

    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Empty for NULL. */
    private Optional<String> text(String sql) throws SQLException {
        return Jdbc.first(connection, sql, row -> Optional.ofNullable(row.getString(1)))
                .flatMap(found -> found);
    }

    private long number(String sql, Object... arguments) throws SQLException {
        return Jdbc.number(connection, sql, arguments);
    }

    private boolean isAllowed(String sql, Object... arguments) throws SQLException {
        return Jdbc.first(connection, sql, row -> row.getBoolean(1), arguments).orElse(false);
    }
}
