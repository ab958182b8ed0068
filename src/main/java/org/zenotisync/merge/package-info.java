/** Rows of the stage into their target: the three merges, and the proof of the key that they find rows by. */
@NullMarked
package org.zenotisync.merge;

import org.jspecify.annotations.NullMarked;
