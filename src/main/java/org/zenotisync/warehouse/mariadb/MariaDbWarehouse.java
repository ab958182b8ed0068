package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
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

/** MariaDB with tables of InnoDB. */
class MariaDbWarehouse implements Warehouse {

    /** "Identifier Names", maximum length. */
    private static final int LONGEST_NAME = 64;

    /** InnoDB takes 1,017 ("InnoDB Limitations"); a stage has two more than its table. */
    private static final int MOST_COLUMNS = 1_015;

    /** What a TEXT can have. */
    private static final int LONGEST_TEXT = 65_535;

    /** A key takes 3,072 bytes, a character four of them. */
    private static final int LONGEST_KEY = 768;

    static final Limits LIMITS = new Limits(LONGEST_NAME, MOST_COLUMNS, LONGEST_TEXT, LONGEST_KEY);

    /** A syntax error quotes the statement, where the driver has put the values of its parameters. */
    private static final int SYNTAX_ERROR = 1064;

    private final MariaDbDialect dialect;

    MariaDbWarehouse(MariaDbDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public String name() {
        return dialect.product().title();
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public ValueLimits valueLimits() {
        return new ValueLimits(name(), false, true, ValueLimits.YEAR_ONE, ValueLimits.END_OF_9999);
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Ddl ddl() {
        return new MariaDbDdl(dialect, LIMITS);
    }

    @Override
    public Catalog catalog() {
        return new MariaDbCatalog(dialect.schema());
    }

    @Override
    public Locks locks() {
        return new MariaDbLocks(dialect, catalog());
    }

    @Override
    public Stages stages() {
        return new MariaDbStages(dialect);
    }

    @Override
    public MergeStatements merges() {
        return (definition, target, match) -> new MariaDbMergeSql(dialect, definition, target, match);
    }

    @Override
    public Rights rights() {
        return (connection, failure, tables) -> MariaDbRights.missing(failure);
    }

    @Override
    public boolean mayQuoteValues(SQLException failure) {
        return failure.getErrorCode() == SYNTAX_ERROR || Warehouse.super.mayQuoteValues(failure);
    }

    @Override
    public FormerBytes formerBytes() {
        return new MariaDbFormerBytes();
    }

    @Override
    public void requireSession(Connection connection) throws SQLException {
        dialect.product().session().require(connection);
    }

    /** A table of that name is here, too. */
    @Override
    public boolean isOfOtherDialect(Connection connection, String controlTable) throws SQLException {
        return catalog()
                .columnsOf(connection, MariaDbLocks.LOCK_TABLE)
                .filter(columns -> columns.contains(Locks.PORTABLE_COLUMN))
                .isPresent();
    }

    @Override
    public Upkeep upkeep() {
        return new KeyIndex(dialect);
    }

    @Override
    public Optional<DirectLoad> directLoad() {
        return Optional.of(new MariaDbDirectLoad(dialect));
    }
}
