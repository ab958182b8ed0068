package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.model.Quantity;
import org.zenotisync.warehouse.Jdbc;

/** Warns of staged rows with a NULL in their key or organizationid: a NULL equals nothing. */
final class NullKeys {

    private static final Logger LOG = LoggerFactory.getLogger(NullKeys.class);

    private NullKeys() {}

    /** Warns of rows that a replay cannot find in the target, and so inserts a second time. */
    static void warnInReplay(Connection connection, MergePlan plan) throws SQLException {
        boolean isReplayed = plan.purpose() == MergePlan.Purpose.REPLAY;
        long rows = isReplayed ? Jdbc.number(connection, plan.sql().countUnmatchable()) : 0;
        if (rows > 0) {
            LOG.warn(
                    "{}: {} with a NULL in {} cannot be found again, so this replay inserts them once more",
                    plan.id(),
                    Quantity.of(rows, "row"),
                    String.join(", ", plan.sql().match()));
        }
    }
}
