package org.zenotisync.warehouse.ansi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.FormerBytes;
import org.zenotisync.warehouse.Limits;
import org.zenotisync.warehouse.Locks;
import org.zenotisync.warehouse.MergeStatements;
import org.zenotisync.warehouse.Rights;
import org.zenotisync.warehouse.Stages;
import org.zenotisync.warehouse.Upkeep;
import org.zenotisync.warehouse.ValueLimits;
import org.zenotisync.warehouse.Warehouse;

/** A database of which only its {@link Facts} are known. */
final class AnsiWarehouse implements Warehouse {

    /**
     * A schema, a table, an index, a column, a type or a row is there already. For rows this is the standard's state;
     * for the others it has none: these are of ODBC and H2, HSQLDB, DB2, PostgreSQL, Derby. The class of an exception
     * says nothing: PostgreSQL's driver throws none of JDBC's.
     */
    private static final Set<String> IS_THERE = Set.of(
            "23505", "42S01", "42S11", "42S21", "42504", "42701", "42710", "42711", "42P06", "42P07", "X0Y32", "X0Y68");

    private final Facts facts;
    private final Dialect dialect;

    /** @param schema of all tables, null for that of the connection */
    AnsiWarehouse(@Nullable String schema, Facts facts) {
        this.facts = facts;
        this.dialect = new AnsiDialect(schema, facts.spelling(), facts.bytes());
    }

    @Override
    public String name() {
        return facts.product();
    }

    @Override
    public Limits limits() {
        return facts.limits();
    }

    @Override
    public ValueLimits valueLimits() {
        return new ValueLimits(name(), true, false, facts.firstDay(), ValueLimits.END_OF_9999);
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Ddl ddl() {
        return new AnsiDdl(dialect, facts.limits(), facts.isDdlTransactional(), facts.changes());
    }

    @Override
    public Catalog catalog() {
        return new AnsiCatalog(dialect.schema(), facts.spelling());
    }

    @Override
    public Locks locks() {
        return new AnsiLocks(dialect, catalog());
    }

    @Override
    public Stages stages() {
        return new AnsiStages(dialect, facts);
    }

    @Override
    public MergeStatements merges() {
        return (definition, target, match) -> new AnsiMergeSql(dialect, definition, target, match);
    }

    /** MariaDB's own dialect has a table of that name, too. */
    @Override
    public boolean isOfOtherDialect(Connection connection, String controlTable) throws SQLException {
        return catalog().has(connection, controlTable)
                && !catalog()
                        .columnsOf(connection, AnsiLocks.LOCK_TABLE)
                        .orElse(List.of())
                        .contains(Locks.PORTABLE_COLUMN);
    }

    /** A change of a table may commit, and so end the lock of the schema; and the first start has no lock. */
    @Override
    public boolean isOvertaken(SQLException failure) {
        return failure.getSQLState() != null && IS_THERE.contains(failure.getSQLState());
    }

    /** The database's own message names the right and the table, as far as it does. */
    @Override
    public Rights rights() {
        return (connection, failure, tables) -> Optional.empty();
    }

    @Override
    public FormerBytes formerBytes() {
        return new AnsiFormerBytes();
    }

    @Override
    public Upkeep upkeep() {
        return new KeyIndex(dialect, facts.spelling());
    }
}
