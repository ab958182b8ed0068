/** One table group: its plan, its rows in the stage, the merge into the target. */
@NullMarked
package org.zenotisync.load;

import org.jspecify.annotations.NullMarked;
