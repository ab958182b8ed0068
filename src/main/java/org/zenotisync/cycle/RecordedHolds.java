package org.zenotisync.cycle;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.feed.Source;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaFileEntry;
import org.zenotisync.schema.SchemaHolds;

/** The tables that wait for schema files, according to what earlier cycles have recorded about these files. */
final class RecordedHolds {

    private RecordedHolds() {}

    /** The tables that wait for recorded files. */
    static SchemaHolds of(Collection<SchemaFileEntry> recorded) {
        return new SchemaHolds(
                recorded.stream().flatMap(file -> hold(file).stream()).toList());
    }

    /**
     * The tables that wait for files that are in the bucket.
     *
     * @param files those that are not applied, in the order in which they are applied
     * @param recorded what is recorded about the source's files, by key; a record of another content does not count
     */
    static SchemaHolds of(List<SchemaFile> files, Map<String, SchemaFileEntry> recorded) {
        return of(files.stream()
                .flatMap(file -> Optional.ofNullable(recorded.get(file.object().key()))
                        .filter(entry -> entry.etag().equals(file.object().etag()))
                        .stream())
                .toList());
    }

    /** Empty if the file is applied, or if an earlier version has recorded it without its tables. */
    private static Optional<SchemaHolds.Hold> hold(SchemaFileEntry file) {
        return file.outcome().holdsTables()
                ? file.tables()
                        .map(tables -> new SchemaHolds.Hold(
                                Source.uri(file.source(), file.key()),
                                tables,
                                file.note().orElse(file.outcome().text())))
                : Optional.empty();
    }
}
