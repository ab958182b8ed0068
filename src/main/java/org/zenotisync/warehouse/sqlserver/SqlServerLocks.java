package org.zenotisync.warehouse.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Locks;

/**
 * SQL Server locks the row of a checkpoint by its UPDATE; else it has locks on names, which belong to a transaction
 * (relational-databases/system-stored-procedures/sp-getapplock-transact-sql).
 *
 * <p>Readers must not wait for a load: READ_COMMITTED_SNAPSHOT is required. Else a query that passes a control table
 * would wait for the rows that loads of other tables hold, and these for each other.
 */
final class SqlServerLocks implements Locks {

    /** What {@link #HOLD} raises if the lock is not given: another process is preferred in a deadlock. */
    static final int NOT_HELD = 51_205;

    /** What it raises if READ_COMMITTED_SNAPSHOT is off. */
    static final int NOT_VERSIONED = 51_206;

    /** What it raises outside of a transaction, where a lock would be free again at once. */
    static final int NO_TRANSACTION = 51_207;

    /**
     * Values of a statement at most are 2,100, and rows of VALUES 1,000 (sql-server/maximum-capacity-specifications,
     * t-sql/queries/table-value-constructor-transact-sql). The driver needs some itself.
     */
    private static final int MOST_VALUES = 2_000;

    private static final int MOST_ROWS = 1_000;

    /**
     * Takes the lock until the transaction ends. The SELECT begins it where the driver begins one implicitly
     * (t-sql/statements/set-implicit-transactions-transact-sql); without any, @@TRANCOUNT stays 0, and there is nothing
     * that could hold a lock (t-sql/functions/trancount-transact-sql): sp_getapplock would only return -999. In Azure
     * SQL, numbers of databases are others in sys.databases (t-sql/functions/db-id-transact-sql).
     */
    private static final String HOLD =
            """
            IF EXISTS (SELECT 1 FROM sys.databases WHERE name = DB_NAME() AND is_read_committed_snapshot_on = 0)
              THROW 51206, N'READ_COMMITTED_SNAPSHOT is off', 1;
            SELECT @held = max(schema_id) FROM sys.schemas;
            IF @@TRANCOUNT = 0
              THROW 51207, N'no transaction is open, which a lock could belong to', 1;
            EXEC @held = sp_getapplock @Resource = @name, @LockMode = N'Exclusive', @LockOwner = N'Transaction',
              @LockTimeout = -1;
            IF @held < 0
              THROW 51205, N'the lock of another process was not given', 1;""";

    /**
     * Also the first statement of a set-up. With NOCOUNT, since the driver would take a count for the end, and not see
     * an error after it; as an inner batch, which gives the session back its own setting, and with it the counts of all
     * later statements (t-sql/statements/set-statements-transact-sql). A prepared statement is an inner batch itself.
     */
    static final String HOLD_SCHEMA = "EXEC sp_executesql "
            + SqlServerDialect.literal(
                    "SET NOCOUNT ON;\nDECLARE @held INT, @name NVARCHAR(255) = N'zenoti_sync';\n" + HOLD);

    /** The lock has the number of the table, which is the same by whatever name it is called. */
    private static final String HOLD_TARGET =
            """
            SET NOCOUNT ON;
            DECLARE @held INT, @table INT = OBJECT_ID(?);
            DECLARE @name NVARCHAR(255) = CONCAT(N'zenoti_sync ', @table);
            """
                    + HOLD
                    + "\nSELECT CASE WHEN @table IS NULL THEN 0 ELSE 1 END";

    private final SqlServerDialect dialect;

    SqlServerLocks(SqlServerDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public void holdSchema(Connection connection) throws SQLException {
        Jdbc.execute(connection, HOLD_SCHEMA);
    }

    @Override
    public boolean holdTarget(Connection connection, String table) throws SQLException {
        return Jdbc.number(connection, HOLD_TARGET, dialect.qualified(table)) == 1;
    }

    /**
     * SNAPSHOT isolation would be a second option of the database (ALLOW_SNAPSHOT_ISOLATION), and takes no CREATE INDEX
     * (t-sql/statements/set-transaction-isolation-level-transact-sql). A table is held while it is compared.
     */
    @Override
    public boolean canReadAsOfOneMoment() {
        return false;
    }

    @Override
    public void insertIfAbsent(Connection connection, String table, Map<String, ?> key, Map<String, ?> others)
            throws SQLException {
        Map<String, Object> row = new TreeMap<>(key);
        row.putAll(others);
        insertMissing(connection, table, List.copyOf(row.keySet()), List.of(List.copyOf(row.values())));
    }

    /** The keys of control tables leave out rows that are there: IGNORE_DUP_KEY, see {@link SqlServerDdl}. */
    @Override
    public void insertMissing(Connection connection, String table, List<String> columns, List<List<Object>> rows)
            throws SQLException {
        int most = Math.min(MOST_ROWS, MOST_VALUES / columns.size());
        for (int first = 0; first < rows.size(); first += most) {
            Jdbc.insertRows(connection, table, columns, rows.subList(first, Math.min(rows.size(), first + most)), "");
        }
    }
}
