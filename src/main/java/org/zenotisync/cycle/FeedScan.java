package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.event.Problem;
import org.zenotisync.feed.Source;

/**
 * What a listing has found in a source.
 *
 * @param source that was listed
 * @param pods in natural order
 * @param unknown keys of objects (and folders, with a slash at the end) that fit no known layout
 * @param isUnknownComplete whether {@code unknown} has all of them, and none was only counted
 * @param lookedAt what the listing has covered
 * @param failures PODs that were not listed completely, and why
 */
record FeedScan(
        Source source,
        List<PodScan> pods,
        List<String> unknown,
        boolean isUnknownComplete,
        LookedAt lookedAt,
        List<Problem> failures) {}
