package org.zenotisync.merge;

import java.util.Optional;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.MergeSql;

/**
 * How the rows of a table group come from the stage into a target.
 *
 * @param id names the rows in messages
 * @param kind decides which merge they need
 * @param table their columns
 * @param target the name of the target table
 * @param key by which rows of the target are found
 * @param isReplay whether rows of the table group may be in the target already, so that the replay-safe merge is needed
 * @param hasRivals whether other sources may have brought the same rows, so that facts need the
 *     replay-safe merge
 * @param sql the statements of the merge
 * @param otherwise the plan by the next key, if the rows of the table group disprove a guessed key; empty for the last
 *     key
 */
public record MergePlan(
        TableGroupId id,
        TableKind kind,
        FeedTable table,
        String target,
        TableKey key,
        boolean isReplay,
        boolean hasRivals,
        MergeSql sql,
        Optional<MergePlan> otherwise) {}
