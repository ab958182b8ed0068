package org.zenotisync.warehouse.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.DirectLoad;
import org.zenotisync.warehouse.FormerBytes;
import org.zenotisync.warehouse.Limits;
import org.zenotisync.warehouse.Locks;
import org.zenotisync.warehouse.MergeStatements;
import org.zenotisync.warehouse.MissingRights;
import org.zenotisync.warehouse.Rights;
import org.zenotisync.warehouse.Stages;
import org.zenotisync.warehouse.Upkeep;
import org.zenotisync.warehouse.Warehouse;

/** PostgreSQL, and servers with its protocol and its COPY. */
public final class PostgresWarehouse implements Warehouse {

    /** A server cuts longer names, so that two tables could become one. */
    private static final int LONGEST_NAME = 63;

    /** A table may have 1,600, and a stage needs two more than its table. */
    private static final int MOST_COLUMNS = 1_598;

    private static final Limits LIMITS = new Limits(LONGEST_NAME, MOST_COLUMNS, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final Dialect dialect;

    /** @param schema of all tables, null for the first one of the search path */
    public PostgresWarehouse(@Nullable String schema) {
        this.dialect = new PostgresDialect(schema);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Ddl ddl() {
        return new PostgresDdl(dialect, LIMITS);
    }

    @Override
    public Catalog catalog() {
        return new PostgresCatalog(dialect);
    }

    @Override
    public Locks locks() {
        return new PostgresLocks(dialect);
    }

    @Override
    public boolean isOfOtherDialect(Connection connection, String controlTable) throws SQLException {
        return catalog().has(connection, controlTable) && catalog().has(connection, Locks.PORTABLE_TABLE);
    }

    @Override
    public Stages stages() {
        return new PostgresStages(dialect);
    }

    @Override
    public MergeStatements merges() {
        return (definition, target, match) -> new PostgresMergeSql(dialect, definition, target, match);
    }

    @Override
    public FormerBytes formerBytes() {
        return new PostgresFormerBytes();
    }

    @Override
    public Rights rights() {
        return (connection, failure, tables) -> MissingRights.of(connection, dialect.schema(), failure, tables);
    }

    @Override
    public Upkeep upkeep() {
        return new KeyIndex(dialect);
    }

    @Override
    public Optional<DirectLoad> directLoad() {
        return Optional.of(new PostgresDirectLoad(dialect));
    }
}
