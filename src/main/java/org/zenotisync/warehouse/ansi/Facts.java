package org.zenotisync.warehouse.ansi;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Limits;

/**
 * What a database and its driver say of themselves, or show when they are tried.
 *
 * @param product the name of the database
 * @param isDdlTransactional whether tables are made and changed in a transaction
 * @param bytes the expression of the length of a text, see {@link TextRules}
 * @param firstDay the first one that is kept as it is, see {@link ValueRules}
 * @param changes how columns get other names and types
 */
record Facts(
        String product,
        Spelling spelling,
        TemporaryTables temporary,
        boolean isDdlTransactional,
        String bytes,
        LocalDate firstDay,
        ColumnChanges changes,
        Limits limits) {

    /** Columns of a stage beside those of its table. */
    private static final int MORE_IN_STAGE = 2;

    /**
     * Reads and tries them. Only temporary tables are made, and dropped again.
     *
     * @param connection in autocommit
     * @throws SQLException if the database does not answer, or lacks what must hold; the message says what
     */
    static Facts read(Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String product = database.getDatabaseProductName();
        Spelling spelling = Spelling.of(database);
        connection.setAutoCommit(false);
        try {
            TemporaryTables temporary = TemporaryTables.find(connection, spelling)
                    .orElseThrow(() -> new SQLException(product
                            + " commits a transaction when a temporary table is made or dropped, or has other words for"
                            + " that than this program knows: it cannot be a target"));
            String bytes = TextRules.require(connection, spelling, temporary, product);
            LocalDate firstDay =
                    new ValueRules(connection, new AnsiDialect(null, spelling, bytes), temporary, product).require();
            return new Facts(
                    product,
                    spelling,
                    temporary,
                    !database.dataDefinitionCausesTransactionCommit()
                            && database.supportsDataDefinitionAndDataManipulationTransactions(),
                    bytes,
                    firstDay,
                    ColumnChanges.find(connection, spelling, temporary),
                    limits(database));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** A driver says 0 if there is no limit, or it does not know it. */
    private static Limits limits(DatabaseMetaData database) throws SQLException {
        int name = Math.min(database.getMaxColumnNameLength(), database.getMaxTableNameLength());
        int columns = database.getMaxColumnsInTable();
        return new Limits(
                name <= 0 ? Identifiers.MAX_LENGTH : Math.min(name, Identifiers.MAX_LENGTH),
                columns <= MORE_IN_STAGE
                        ? TableDefinition.MOST_COLUMNS
                        : Math.min(columns - MORE_IN_STAGE, TableDefinition.MOST_COLUMNS),
                Integer.MAX_VALUE,
                Integer.MAX_VALUE);
    }
}
