package org.zenotisync.warehouse;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import javax.sql.DataSource;

/**
 * A transaction needs tables that it must not make itself, since the statements would commit it ({@link
 * Ddl#isTransactional}). It is rolled back; then the tables are made, and it begins again.
 */
public final class TablesNeededException extends SQLTransientException {

    private static final long serialVersionUID = 1;

    private final String target;
    private final transient Jdbc.Action making;

    /**
     * @param target the target table whose loads use them
     * @param making makes the tables; it can be repeated after a failure
     */
    public TablesNeededException(String message, String target, Jdbc.Action making) {
        super(message);
        this.target = target;
        this.making = making;
    }

    /** Makes the tables while nobody loads the target; called outside of transactions. */
    public void make(DataSource dataSource, Warehouse warehouse) throws SQLException {
        if (!HeldTargets.areNeeded(warehouse)) {
            Jdbc.run(dataSource, making);
            return;
        }
        try (HeldTargets held = HeldTargets.hold(dataSource, warehouse, List.of(target))) {
            Jdbc.run(dataSource, making);
            held.requireHeld();
        }
    }
}
