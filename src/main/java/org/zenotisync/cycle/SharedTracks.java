package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.Source;
import org.zenotisync.model.Track;

/** The shared tables of sources that they are not consumed from: nothing of their groups is listed. */
final class SharedTracks {

    /** Stands for the POD of a source of which no POD is known. */
    static final String NO_POD = "-";

    private final SyncConfig config;
    private final ControlTables control;

    SharedTracks(SyncConfig config, ControlTables control) {
        this.config = config;
        this.control = control;
    }

    /**
     * These tables, with the source that each is consumed from; none with a single source.
     *
     * @param known tracks that have a checkpoint
     */
    Map<Track, Source> of(Connection connection, Primaries primaries, Collection<Track> known) throws SQLException {
        Map<Track, Source> shared = new LinkedHashMap<>();
        if (!config.hasSeveralSources()) {
            return shared;
        }
        Map<String, Set<String>> pods = new HashMap<>();
        known.forEach(track ->
                pods.computeIfAbsent(track.source(), id -> new TreeSet<>()).add(track.pod()));
        control.podProgress()
                .all(connection)
                .forEach((source, progress) -> progress.forEach(pod ->
                        pods.computeIfAbsent(source, id -> new TreeSet<>()).add(pod.pod())));
        Map<String, Set<String>> names = control.tables().ofSources().namesOfSources(connection);
        for (Source source : config.sources()) {
            for (String table : names.getOrDefault(source.id(), Set.of())) {
                Optional<Source> from = primaries.consumedElsewhere(source.id(), table);
                for (String pod : pods.getOrDefault(source.id(), Set.of(NO_POD))) {
                    Track track = new Track(source.id(), pod, table, config.nameOf(source));
                    from.ifPresent(primary -> shared.put(track, primary));
                }
            }
        }
        return shared;
    }
}
