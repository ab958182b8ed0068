package org.zenotisync.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * One table of one POD of one source: what a checkpoint belongs to. Its table groups are consumed in order; a failure
 * of one stops the later ones of the same track only.
 *
 * @param source the source's id, see {@code Source.id()}
 * @param pod the POD's folder name as it was first seen
 * @param table folded table name
 * @param sourceName the name of the source for people; empty where there is only one source. It does not count when
 *     tracks are compared
 */
public record Track(String source, String pod, String table, String sourceName) implements Comparable<Track> {

    private static final Comparator<Track> ORDER =
            Comparator.comparing(Track::table).thenComparing(Track::source).thenComparing(Track::pod);

    public Track {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(pod, "pod");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(sourceName, "sourceName");
    }

    /** A track whose source people need not see. */
    public Track(String source, String pod, String table) {
        this(source, pod, table, "");
    }

    /** The POD that the table is in. */
    public PodId podId() {
        return new PodId(source, pod, sourceName);
    }

    /**
     * A group of this table.
     *
     * @param group GroupID, positive
     */
    public TableGroupId group(long group) {
        return new TableGroupId(this, group);
    }

    /** By table, source and POD, as {@code status} lists them. */
    @Override
    public int compareTo(Track other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Track that
                && table.equals(that.table)
                && source.equals(that.source)
                && pod.equals(that.pod);
    }

    @Override
    public int hashCode() {
        return (source.hashCode() * 31 + pod.hashCode()) * 31 + table.hashCode();
    }

    /** For people: {@code POD1/bi_factforms}, or {@code north/POD1/bi_factforms}. */
    @Override
    public String toString() {
        return podId() + "/" + table;
    }
}
