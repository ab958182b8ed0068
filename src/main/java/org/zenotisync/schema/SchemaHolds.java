package org.zenotisync.schema;

import java.util.List;
import java.util.Optional;

/**
 * The schema files that are in the bucket but not applied, with the tables that wait for them. Rows are never read by
 * columns that are known to be out of date.
 *
 * @param files in the order in which they are applied
 */
public record SchemaHolds(List<Hold> files) {

    /** Nothing waits. */
    public static final SchemaHolds NONE = new SchemaHolds(List.of());

    public SchemaHolds {
        files = List.copyOf(files);
    }

    /**
     * A file.
     *
     * @param address of the object, {@code s3://bucket/key}
     * @param tables that wait
     * @param reason why it is not applied
     */
    public record Hold(String address, ConcernedTables tables, String reason) {

        /** Why a table waits, for messages. */
        public String text() {
            return "waiting for schema file " + address + ", which is not applied: " + reason;
        }
    }

    /** The first file that a table, given by its folded name, waits for. */
    public Optional<Hold> of(String table) {
        return files.stream().filter(file -> file.tables().has(table)).findFirst();
    }
}
