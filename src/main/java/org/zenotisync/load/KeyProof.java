package org.zenotisync.load;

import java.sql.Connection;
import java.sql.SQLException;
import org.zenotisync.checkpoint.Checkpoints;

/**
 * A key that is guessed from the sortkey must be unique on the full load before anything is deleted or updated by it.
 * The full load of a table is its first table group that has rows.
 */
final class KeyProof {

    private KeyProof() {}

    /**
     * Proves a guessed key, or does nothing for a trusted one.
     *
     * @param rows rows that the proof looks at: live ones of a fact, all of a dimension
     * @param repeats rows that share their key with another one of the same logid
     * @throws LoadException if the key is not unique
     */
    static void require(Connection connection, Checkpoints checkpoints, LoadPlan plan, long rows, long repeats)
            throws LoadException, SQLException {
        if (plan.key().origin() != TableKey.Origin.SORTKEY || rows == 0) {
            return;
        }
        if (repeats > 0) {
            throw new LoadException("the sortkey " + plan.key() + " of "
                    + plan.table().name() + " is not its key: "
                    + repeats + " of " + rows
                    + " rows of the first load share it with another one of the same logid; set "
                    + TableKey.setting(plan.table().name()) + " to the key column (several: separated by commas)");
        }
        checkpoints.proveKey(connection, plan.group().id(), plan.key().columns());
    }
}
