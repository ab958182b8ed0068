package org.zenotisync.warehouse.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.DirectLoad;
import org.zenotisync.warehouse.FormerBytes;
import org.zenotisync.warehouse.Limits;
import org.zenotisync.warehouse.Locks;
import org.zenotisync.warehouse.MergeStatements;
import org.zenotisync.warehouse.Rights;
import org.zenotisync.warehouse.Stages;
import org.zenotisync.warehouse.Upkeep;
import org.zenotisync.warehouse.ValueLimits;
import org.zenotisync.warehouse.Warehouse;

/** SQL Server or Azure SQL. Its limits are those of sql-server/maximum-capacity-specifications-for-sql-server. */
public final class SqlServerWarehouse implements Warehouse {

    /** Characters; a name has no more of them than bytes. */
    private static final int LONGEST_NAME = 128;

    /** A table may have 1,024, and a stage needs two more than its table. */
    private static final int MOST_COLUMNS = 1_022;

    /** The key of an index that is not clustered has 1,700 bytes, and a character two. */
    private static final int LONGEST_KEY = KeyIndex.MOST_BYTES / 2;

    private static final Limits LIMITS = new Limits(LONGEST_NAME, MOST_COLUMNS, Integer.MAX_VALUE, LONGEST_KEY);

    /**
     * Errors whose messages have names of tables, columns, indexes and rights, and no values: columns and tables that
     * are missing or there, rights, dependent objects, locks (relational-databases/errors-events).
     */
    private static final Set<Integer> WITHOUT_VALUES = Set.of(
            207, 208, 229, 230, 262, 1088, 1205, 1222, 1911, 2705, 2714, 2760, 3701, 3906, 4902, 4922, 4924, 5074);

    private final SqlServerDialect dialect;

    /** @param schema of all tables, null for the user's default one */
    public SqlServerWarehouse(@Nullable String schema) {
        this.dialect = new SqlServerDialect(schema);
    }

    @Override
    public String name() {
        return "SQL Server";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public ValueLimits valueLimits() {
        return new ValueLimits(name(), false, false, ValueLimits.YEAR_ONE, ValueLimits.END_OF_9999);
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Ddl ddl() {
        return new SqlServerDdl(dialect, LIMITS);
    }

    @Override
    public Catalog catalog() {
        return new SqlServerCatalog(dialect);
    }

    @Override
    public Locks locks() {
        return new SqlServerLocks(dialect);
    }

    @Override
    public boolean isOfOtherDialect(Connection connection, String controlTable) throws SQLException {
        return catalog().has(connection, controlTable) && catalog().has(connection, Locks.PORTABLE_TABLE);
    }

    @Override
    public Stages stages() {
        return new SqlServerStages(dialect);
    }

    @Override
    public MergeStatements merges() {
        return (definition, target, match) -> new SqlServerMergeSql(dialect, definition, target, match);
    }

    @Override
    public Rights rights() {
        return (connection, failure, tables) -> SqlServerRights.missing(connection, dialect, failure, tables);
    }

    @Override
    public boolean mayQuoteValues(SQLException failure) {
        return !WITHOUT_VALUES.contains(failure.getErrorCode()) && Warehouse.super.mayQuoteValues(failure);
    }

    @Override
    public FormerBytes formerBytes() {
        return new SqlServerFormerBytes();
    }

    @Override
    public Upkeep upkeep() {
        return new KeyIndex(dialect);
    }

    @Override
    public Optional<DirectLoad> directLoad() {
        return Optional.of(new SqlServerDirectLoad(dialect));
    }
}
