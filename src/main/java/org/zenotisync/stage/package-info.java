/** Files of the feed into the stage, or directly into a target where nothing is to be merged. */
@NullMarked
package org.zenotisync.stage;

import org.jspecify.annotations.NullMarked;
