package org.zenotisync.privacy;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.FeedTable;
import org.zenotisync.warehouse.RowSink;

/**
 * What is between the files of a table and its target: files have all columns of the feed, and the target has those
 * that the rules leave, some of them hashed.
 */
public final class Projection {

    private final FeedTable feed;
    private final FeedTable target;
    private final ColumnRules rules;
    private final Optional<HashKey> key;

    private Projection(FeedTable feed, ColumnRules rules, Optional<HashKey> key) {
        this.feed = feed;
        this.target = rules.project(feed);
        this.rules = rules;
        this.key = key;
    }

    /** The target has all columns as the feed has them. */
    public static Projection whole(FeedTable table) {
        return new Projection(table, ColumnRules.NONE, Optional.empty());
    }

    /**
     * @param feed the table as files have it
     * @param key needed if the rules hash a column
     */
    public static Projection of(FeedTable feed, ColumnRules rules, Optional<HashKey> key) {
        return new Projection(feed, rules, key);
    }

    /** The same rules for the table as other files have it. */
    public Projection of(FeedTable other) {
        return new Projection(other, rules, key);
    }

    /** The table as files have it. */
    public FeedTable feed() {
        return feed;
    }

    /** The table as stage and target have it: the same order of columns. */
    public FeedTable target() {
        return target;
    }

    public ColumnRules rules() {
        return rules;
    }

    /** Whether the target has all columns as the feed has them. */
    public boolean isWhole() {
        return rules.isEmpty();
    }

    /**
     * A sink for rows of files.
     *
     * @param sink takes the rows of the target
     */
    public RowSink into(RowSink sink) {
        return isWhole() ? sink : new ProjectingSink(feed.definition(), rules, key.map(HashKey::hasher), sink);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Projection that && feed.equals(that.feed) && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return Objects.hash(feed, rules);
    }

    @Override
    public String toString() {
        return isWhole() ? "as in the feed" : rules.toString();
    }
}
