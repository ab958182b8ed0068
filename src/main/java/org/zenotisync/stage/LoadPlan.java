package org.zenotisync.stage;

import java.util.List;
import java.util.Optional;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.feed.csv.FileRules;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.privacy.Projection;

/**
 * The decisions before a table group is loaded.
 *
 * @param group the table group
 * @param files those of its files that are read, in their order
 * @param projection what the target has of the columns of files
 * @param merge how their rows come into the target
 */
public record LoadPlan(TableGroup group, List<FeedFile> files, Projection projection, MergePlan merge) {

    /** A plan that reads all files of a table group. */
    public LoadPlan(TableGroup group, Projection projection, MergePlan merge) {
        this(group, group.files(), projection, merge);
    }

    /** The same plan for some of the files. */
    public LoadPlan only(List<FeedFile> some) {
        return new LoadPlan(group, some, projection, merge);
    }

    /** The plan by the next key; empty for the last key. */
    Optional<LoadPlan> otherwise() {
        return merge.otherwise().map(next -> new LoadPlan(group, files, projection, next));
    }

    /**
     * What its files must look like. While there is another key to try, a file may lack the columns of this one: that
     * disproves the key, as rows without values in it do.
     */
    FileRules rules() {
        return new FileRules(
                projection.feed(),
                merge.otherwise().isPresent() ? List.of() : merge.key().columns(),
                merge.sql().match(),
                projection.rules().hidden());
    }

    /** Whether its files are of several logids, so that the order of rows matters. */
    boolean hasSeveralBatches() {
        return files.stream().mapToLong(FeedFile::logid).distinct().count() > 1;
    }
}
