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
 */
public record Track(String source, String pod, String table) implements Comparable<Track> {

    private static final Comparator<Track> ORDER =
            Comparator.comparing(Track::table).thenComparing(Track::source).thenComparing(Track::pod);

    public Track {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(pod, "pod");
        Objects.requireNonNull(table, "table");
    }

    /** The POD that the table is in. */
    public PodId podId() {
        return new PodId(source, pod);
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

    /** For people: {@code POD1/bi_factforms}. */
    @Override
    public String toString() {
        return pod + "/" + table;
    }
}
