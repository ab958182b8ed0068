package org.zenotisync.event;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.zenotisync.load.KeyStatus;
import org.zenotisync.model.Track;

/**
 * What the listing of a pass shows of a track.
 *
 * @param lastGroup last consumed GroupID, 0 for none; before a replay of this pass, the group before the first replayed one
 * @param unconsumed by GroupID, the listed table groups that are not consumed, each with the time when its oldest object was written
 * @param waitsFor which schema file the table waits for, for people; empty if it does not wait
 * @param key the kind and key of its table
 */
public record TrackListing(
        Track track, long lastGroup, SortedMap<Long, Instant> unconsumed, Optional<String> waitsFor, KeyStatus key) {}
