package org.zenotisync.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a schema script wants Redshift to lay a table out ("CREATE TABLE" of the Amazon Redshift Database Developer
 * Guide, table attributes). Other databases do not use it.
 *
 * @param distribution how rows are distributed over slices
 * @param distKey the column whose value decides; null unless the distribution is {@link Distribution#KEY}
 * @param sortStyle how the columns of the sortkey order the rows
 */
public record TableStorage(Distribution distribution, @Nullable String distKey, SortStyle sortStyle) {

    /** What Redshift chooses if a script says nothing. */
    public static final TableStorage AUTO = new TableStorage(Distribution.AUTO, null, SortStyle.COMPOUND);

    /** DISTSTYLE. */
    public enum Distribution {
        AUTO,
        EVEN,
        ALL,
        KEY
    }

    /** The word before SORTKEY. */
    public enum SortStyle {
        COMPOUND,
        INTERLEAVED
    }

    public TableStorage {
        Objects.requireNonNull(distribution, "distribution");
        Objects.requireNonNull(sortStyle, "sortStyle");
        if ((distribution == Distribution.KEY) != (distKey != null)) {
            throw new IllegalArgumentException("DISTSTYLE KEY needs a DISTKEY, and no other DISTSTYLE can have one");
        }
    }

    /** The same storage after a column was renamed. */
    public TableStorage renamed(String from, String to) {
        return from.equals(distKey) ? new TableStorage(distribution, to, sortStyle) : this;
    }
}
