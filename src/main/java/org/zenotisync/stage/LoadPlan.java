package org.zenotisync.stage;

import java.util.List;
import java.util.Optional;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.feed.csv.FileRules;
import org.zenotisync.merge.TableKey;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.MergeSql;

/**
 * The decisions before a table group is loaded.
 *
 * @param group the table group
 * @param kind decides which merge it needs
 * @param table its columns
 * @param target the name of the target table
 * @param key by which its rows are found
 * @param isReplay whether the group has been consumed before, so that the replay-safe merge is needed
 * @param sql the statements of the merge
 * @param otherwise the plan by the next key, if the rows of the table group disprove a guessed key; empty for the last
 *     key
 */
public record LoadPlan(
        TableGroup group,
        TableKind kind,
        FeedTable table,
        String target,
        TableKey key,
        boolean isReplay,
        MergeSql sql,
        Optional<LoadPlan> otherwise) {

    /**
     * What its files must look like. While there is another key to try, a file may lack the columns of this one: that
     * disproves the key, as rows without values in it do.
     */
    FileRules rules() {
        return new FileRules(table, otherwise.isPresent() ? List.of() : key.columns(), sql.match());
    }
}
