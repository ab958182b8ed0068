/**
 * A cycle outside the transactions: the steps of a pass, and how each table group ended. Also pauses, replays,
 * decisions about schema files, and reports.
 */
@NullMarked
package org.zenotisync.cycle;

import org.jspecify.annotations.NullMarked;
