package org.zenotisync.event;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.model.Track;

/**
 * What the listing of a pass shows about a track.
 *
 * @param lastGroup last consumed GroupID, 0 for none; if this pass replays groups, the group before the first of them
 * @param unconsumed by GroupID, the listed table groups that are not consumed, each with the time when its oldest
 *     object was written
 * @param waitsFor the schema file that the table waits for, as text for people; empty if it does not wait
 * @param key the kind and key of its table
 * @param hold why nothing of it is consumed because of its source; empty if that is not so
 */
public record TrackListing(
        Track track,
        long lastGroup,
        SortedMap<Long, Instant> unconsumed,
        Optional<String> waitsFor,
        KeyStatus key,
        Optional<SourceHold> hold) {}
