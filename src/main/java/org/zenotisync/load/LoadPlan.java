package org.zenotisync.load;

import java.util.List;
import java.util.Optional;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.feed.csv.FileRules;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.MergeSql;

/**
 * All that is decided before a table group is loaded.
 *
 * @param group what is loaded
 * @param kind which merge it takes
 * @param table its columns
 * @param target the name of the target table
 * @param key what its rows are found by
 * @param replay whether the group has been consumed before, so that the replay-safe merge is needed
 * @param sql the statements of the merge
 * @param otherwise the plan by the next key, for a guessed key that the rows of the table group disprove; empty if there is
 *     none
 */
public record LoadPlan(
        TableGroup group,
        TableKind kind,
        FeedTable table,
        String target,
        TableKey key,
        boolean replay,
        MergeSql sql,
        Optional<LoadPlan> otherwise) {

    /** What its files must look like. A file that lacks a key which may not be the one disproves it, as rows without values in it do. */
    FileRules rules() {
        return new FileRules(table, otherwise.isPresent() ? List.of() : key.columns(), sql.match());
    }
}
