package org.zenotisync.warehouse.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zenotisync.warehouse.Jdbc;

/**
 * Which rights a user lacks, by HAS_PERMS_BY_NAME (t-sql/functions/has-perms-by-name-transact-sql). SQL Server also
 * says of an object that the user may not see that there is none.
 */
final class SqlServerRights {

    private static final int READ_ONLY = 3906;

    /** Rights on an object, a column and a database; objects and schemas that are missing or may not be changed. */
    private static final Set<Integer> DENIED =
            Set.of(208, 229, 230, 262, 297, 300, 1088, 2760, 3701, 3704, 4902, 15151, 15225, 15247);

    private static final List<String> TABLE_RIGHTS = List.of("SELECT", "INSERT", "UPDATE", "DELETE", "ALTER");

    private final Connection connection;
    private final SqlServerDialect dialect;
    private final String user;

    private SqlServerRights(Connection connection, SqlServerDialect dialect) throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.user = text("SELECT USER_NAME()").orElseThrow();
    }

    /** What is missing where the number of the error says it; empty if it does not. */
    static Optional<String> ofNumber(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case READ_ONLY ->
                Optional.of("the database takes no writes; connect to the primary server, without"
                        + " applicationIntent=ReadOnly in zenoti.target.url, or ALTER DATABASE CURRENT SET READ_WRITE");
            case SqlServerLocks.NOT_VERSIONED ->
                Optional.of("readers of the database would wait for loads; ALTER DATABASE CURRENT SET"
                        + " READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE, which ends the other transactions");
            case SqlServerLocks.NO_TRANSACTION ->
                Optional.of("a connection of the target is not in a transaction, so that two processes could load one"
                        + " table at once; give the sync a DataSource whose connections join the transactions of its"
                        + " transaction manager (docs/camel.md)");
            default -> Optional.empty();
        };
    }

    /**
     * Explains a refusal.
     *
     * @param connection one on which no statement has failed
     * @param tables names of tables that were to be used; they may be missing
     * @return all rights that are missing, with the statements that give them; empty if the refusal has another reason
     */
    static Optional<String> missing(
            Connection connection, SqlServerDialect dialect, SQLException failure, List<String> tables)
            throws SQLException {
        Optional<String> known = ofNumber(failure);
        if (known.isPresent() || !DENIED.contains(failure.getErrorCode())) {
            return known;
        }
        List<String> missing = new SqlServerRights(connection, dialect).find(tables);
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", missing));
    }

    private List<String> find(List<String> tables) throws SQLException {
        List<String> missing = new ArrayList<>();
        String schema = dialect.schema() == null ? text("SELECT SCHEMA_NAME()").orElse("dbo") : dialect.schema();
        if (Jdbc.number(connection, "SELECT CASE WHEN SCHEMA_ID(?) IS NULL THEN 0 ELSE 1 END", schema) == 0) {
            if (!isAllowed("DB_NAME()", "DATABASE", "CREATE SCHEMA")) {
                missing.add("there is no schema " + schema + ", and user " + user + " may not create it: GRANT CREATE"
                        + " SCHEMA TO " + quoted(user) + ", or CREATE SCHEMA " + quoted(schema) + " AUTHORIZATION "
                        + quoted(user));
            }
            return missing;
        }
        if (!isAllowed("DB_NAME()", "DATABASE", "CREATE TABLE")) {
            missing.add("user " + user + " may not create tables: GRANT CREATE TABLE TO " + quoted(user));
        }
        if (!isAllowed(SqlServerDialect.literal(quoted(schema)), "SCHEMA", "ALTER")) {
            missing.add("user " + user + " may not change schema " + schema + ": GRANT ALTER ON SCHEMA::"
                    + quoted(schema) + " TO " + quoted(user) + ", or set zenoti.target.schema");
        }
        for (String table : tables) {
            tableRights(table).ifPresent(missing::add);
        }
        return missing;
    }

    private Optional<String> tableRights(String table) throws SQLException {
        String name = dialect.qualified(table);
        List<String> lacking = new ArrayList<>();
        for (String right : TABLE_RIGHTS) {
            if (!isAllowed(SqlServerDialect.literal(name), "OBJECT", right)) {
                lacking.add(right);
            }
        }
        String rights = String.join(", ", lacking);
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of("user " + user + " lacks " + rights + " on table " + table + ": GRANT " + rights + " ON "
                        + name + " TO " + quoted(user));
    }

    /** True of what does not exist, or cannot be seen: the function gives NULL. */
    private boolean isAllowed(String securable, String kind, String right) throws SQLException {
        return Jdbc.number(
                        connection,
                        "SELECT COALESCE(HAS_PERMS_BY_NAME(" + securable + ", '" + kind + "', '" + right + "'), 1)")
                == 1;
    }

    private Optional<String> text(String sql) throws SQLException {
        List<@Nullable String> texts = Jdbc.query(connection, sql, row -> row.getString(1));
        return Optional.ofNullable(texts.get(0));
    }

    private String quoted(String name) {
        return dialect.quote(name);
    }
}
