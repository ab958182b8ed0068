/** Compares the target with a monthly snapshot and what came after it, and brings lost rows back. */
@NullMarked
package org.zenotisync.verify;

import org.jspecify.annotations.NullMarked;
