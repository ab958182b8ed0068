package org.zenotisync.load;

import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.MergeSql;

/**
 * All that is decided before a table group is loaded.
 *
 * @param group what is loaded
 * @param kind which merge it takes
 * @param table its columns
 * @param key what its rows are found by
 * @param replay whether the group has been consumed before, so that the replay-safe merge is needed
 * @param sql the statements of the merge
 * @param startedNanos when the load began, of {@link System#nanoTime()}
 */
public record LoadPlan(
        TableGroup group,
        TableKind kind,
        FeedTable table,
        TableKey key,
        boolean replay,
        MergeSql sql,
        long startedNanos) {}
