package org.zenotisync.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * A POD of a source: the folder of a region's data below the root prefix.
 *
 * @param source the source's id, see {@code Source.id()}
 * @param pod the POD's folder name as it was first seen
 */
public record PodId(String source, String pod) implements Comparable<PodId> {

    private static final Comparator<PodId> ORDER =
            Comparator.comparing(PodId::source).thenComparing(PodId::pod);

    public PodId {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(pod, "pod");
    }

    /** A table of this POD. */
    public Track track(String table) {
        return new Track(source, pod, table);
    }

    @Override
    public int compareTo(PodId other) {
        return ORDER.compare(this, other);
    }

    /** For people: the POD's name. */
    @Override
    public String toString() {
        return pod;
    }
}
