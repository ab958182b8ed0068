package org.zenotisync.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * A POD of a source: the folder of a region's data below the root prefix.
 *
 * @param source the source's id, see {@code Source.id()}
 * @param pod the POD's folder name as it was first seen
 * @param sourceName the name of the source for people; empty where there is only one source. It does not count when
 *     PODs are compared
 */
public record PodId(String source, String pod, String sourceName) implements Comparable<PodId> {

    private static final Comparator<PodId> ORDER =
            Comparator.comparing(PodId::source).thenComparing(PodId::pod);

    public PodId {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(pod, "pod");
        Objects.requireNonNull(sourceName, "sourceName");
    }

    /** A POD whose source people need not see. */
    public PodId(String source, String pod) {
        this(source, pod, "");
    }

    /** A table of this POD. */
    public Track track(String table) {
        return new Track(source, pod, table, sourceName);
    }

    @Override
    public int compareTo(PodId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PodId that && source.equals(that.source) && pod.equals(that.pod);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, pod);
    }

    /** For people: the POD's name, after that of its source. */
    @Override
    public String toString() {
        return sourceName.isEmpty() ? pod : sourceName + "/" + pod;
    }
}
