package org.zenotisync.model;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Names a table group: the files of one table in one group of one POD of one source, the unit of work and of atomicity.
 *
 * @param track its table, POD and source
 * @param group GroupID, positive
 */
public record TableGroupId(Track track, long group) {

    public TableGroupId {
        Identifiers.requireFolded(track.table());
        if (group < 1) {
            throw new IllegalArgumentException("a GroupID is a positive integer, not " + group);
        }
    }

    /**
     * @param source the source's id, see {@code Source.id()}
     * @param pod the POD's folder name
     * @param table folded table name
     * @param group GroupID, positive
     */
    public TableGroupId(String source, String pod, String table, long group) {
        this(new Track(source, pod, table), group);
    }

    /** The source's id, see {@code Source.id()}. */
    public String source() {
        return track.source();
    }

    /** The POD's folder name. */
    public String pod() {
        return track.pod();
    }

    /** Folded table name. */
    public String table() {
        return track.table();
    }

    /** One text for it, as the key of an idempotent consumer; {@link #parse} reads it back. */
    public String key() {
        return String.join(
                "|",
                URLEncoder.encode(source(), StandardCharsets.UTF_8),
                URLEncoder.encode(pod(), StandardCharsets.UTF_8),
                table(),
                Long.toString(group));
    }

    /**
     * Reads what {@link #key()} wrote.
     *
     * @throws IllegalArgumentException if it is not such a text
     */
    public static TableGroupId parse(String key) {
        String[] parts = key.split("\\|", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("not the key of a table group: " + key);
        }
        return new TableGroupId(
                URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                URLDecoder.decode(parts[1], StandardCharsets.UTF_8),
                parts[2],
                Long.parseLong(parts[3]));
    }

    /** For people: {@code POD1/12/bi_factforms}, or {@code north/POD1/12/bi_factforms}. */
    @Override
    public String toString() {
        return track.podId() + "/" + group + "/" + table();
    }
}
