package org.zenotisync.privacy;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.FeedTable;
import org.zenotisync.warehouse.RowSink;

/**
 * What is between the files of a table and its target: files have all columns of the feed, and the target has those
 * that the rules leave, some of them hashed, and no rows of forgotten guests.
 */
public final class Projection {

    private final FeedTable feed;
    private final FeedTable target;
    private final ColumnRules rules;
    private final Optional<HashKey> key;
    private final GuestFilter filter;

    private Projection(FeedTable feed, ColumnRules rules, Optional<HashKey> key, GuestFilter filter) {
        this.feed = feed;
        this.target = rules.project(feed);
        this.rules = rules;
        this.key = key;
        this.filter = filter;
    }

    /** The target has all columns as the feed has them. */
    public static Projection whole(FeedTable table) {
        return new Projection(table, ColumnRules.NONE, Optional.empty(), GuestFilter.NONE);
    }

    /**
     * @param feed the table as files have it
     * @param key needed if the rules hash a column
     */
    public static Projection of(FeedTable feed, ColumnRules rules, Optional<HashKey> key) {
        return new Projection(feed, rules, key, GuestFilter.NONE);
    }

    /** The same rules for the table as other files have it. */
    public Projection of(FeedTable other) {
        return new Projection(other, rules, key, filter);
    }

    /** The same, with another filter of rows. */
    public Projection with(GuestFilter other) {
        return new Projection(feed, rules, key, other);
    }

    /** Which rows are left out. */
    public GuestFilter filter() {
        return filter;
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

    /**
     * A sink for rows of files that leaves out those of forgotten guests; empty if there are none.
     *
     * @param match columns that rows are found by
     * @param voidColumn of a fact, the name of the column that says which rows are deleted; empty for other tables
     * @param sink takes the rows that stay, with all columns of files
     * @param beforeKey is called before a row is handed on of which only the key is left
     */
    public Optional<ForgettingSink> forgetting(
            Collection<String> match,
            Optional<String> voidColumn,
            ForgettingSink.Form form,
            RowSink sink,
            Runnable beforeKey) {
        int ordinal = voidColumn.map(feed.definition()::indexOf).orElse(-1);
        return filter.isEmpty()
                ? Optional.empty()
                : Optional.of(new ForgettingSink(feed.definition(), filter, match, ordinal, form, sink, beforeKey));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Projection that
                && feed.equals(that.feed)
                && rules.equals(that.rules)
                && filter.equals(that.filter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(feed, rules, filter);
    }

    @Override
    public String toString() {
        return isWhole() ? "as in the feed" : rules.toString();
    }
}
