package org.zenotisync.announce;

import java.util.Collection;
import java.util.List;
import org.zenotisync.model.Track;
import org.zenotisync.model.Utf8;

/** Lists of names that fit into an event. */
final class Names {

    private static final int MOST_TABLES = 200;
    private static final int MOST_TRACKS = 50;

    /** In bytes. A byte may take six characters of JSON. */
    private static final int LONGEST_TRACK = 100;

    private Names() {}

    /** The first tables by their folded names, sorted and each once. */
    static List<String> ofTables(Collection<String> tables) {
        return tables.stream().distinct().sorted().limit(MOST_TABLES).toList();
    }

    /** The first tables of PODs, sorted and each once; very long names are cut. */
    static List<String> ofTracks(Collection<Track> tracks) {
        return tracks.stream()
                .distinct()
                .sorted()
                .limit(MOST_TRACKS)
                .map(track -> String.valueOf(Utf8.cut(track.toString(), LONGEST_TRACK)))
                .toList();
    }
}
