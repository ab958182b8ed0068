/** The monthly snapshots of the feed (feed documentation, "MonthlySnapshot"): where they are, and what is in them. */
@NullMarked
package org.zenotisync.feed.snapshot;

import org.jspecify.annotations.NullMarked;
