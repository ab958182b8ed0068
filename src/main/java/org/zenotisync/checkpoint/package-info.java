/** The control tables of consumption: checkpoints, manifest, run log, quarantine, late and unknown objects. */
@NullMarked
package org.zenotisync.checkpoint;

import org.jspecify.annotations.NullMarked;
