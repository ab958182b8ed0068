package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;

/**
 * A transaction needs tables that it must not make itself, since the statements would commit it ({@link
 * Ddl#isTransactional}). It is rolled back; then the tables are made, and it begins again.
 */
public final class TablesNeededException extends SQLTransientException {

    private static final long serialVersionUID = 1;

    private final transient Jdbc.Action making;

    /** @param making makes the tables; it can be repeated after a failure */
    public TablesNeededException(String message, Jdbc.Action making) {
        super(message);
        this.making = making;
    }

    /** Makes the tables; called outside of transactions. */
    public void make(Connection connection) throws SQLException {
        making.run(connection);
    }
}
