package org.zenotisync.warehouse;

import java.util.List;
import org.zenotisync.model.TableDefinition;

/** Makes the statements that merge a stage into a target; each database has one class of them. */
@FunctionalInterface
public interface MergeStatements {

    /**
     * The statements that merge a stage into a target, or into a temporary table with its columns.
     *
     * @param match columns that identify a row, see {@link MergeSql#factMatch} for facts; may be empty for append-only
     *     facts
     */
    MergeSql of(TableDefinition definition, MergeTarget target, List<String> match);
}
