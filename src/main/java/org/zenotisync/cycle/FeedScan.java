package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.event.Problem;

/**
 * What a listing found of a source.
 *
 * @param pods in natural order
 * @param unknown keys of objects (and folders, with a slash at the end) that belong to no known layout
 * @param isUnknownWhole whether all of them are named, and none only counted
 * @param lookedAt what the listing has covered
 * @param failures PODs that are not listed to their end, and why
 */
record FeedScan(
        List<PodScan> pods, List<String> unknown, boolean isUnknownWhole, LookedAt lookedAt, List<Problem> failures) {}
