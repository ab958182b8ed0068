package org.zenotisync.consume;

import java.util.List;
import java.util.Optional;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.TableGroup;

/** Messages about files of a table group that are not CSV files by their names: they may nevertheless have rows. */
public final class MisnamedFiles {

    private MisnamedFiles() {}

    /** Why a table group cannot be loaded; empty if all its files can be read by their names. */
    static Optional<String> complaint(TableGroup group) {
        return group.misnamed().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        what(group) + "; nothing of this table group is loaded, and the later ones of its table and POD"
                                + " wait, until it is renamed or removed");
    }

    /** What is wrong with a table group that is consumed already. */
    public static String inConsumedGroup(TableGroup group) {
        return what(group)
                + " and turned up after the table group was consumed; rename or remove it (if it is renamed, the"
                + " table group is replayed)";
    }

    private static String what(TableGroup group) {
        List<FeedFile> files = group.misnamed();
        int others = files.size() - 1;
        return files.get(0).object().uri() + (others > 0 ? " (and " + others + " more)" : "")
                + " is not a CSV file by its name (.csv or .csv.gz)";
    }
}
