/** Redshift as a target. */
@NullMarked
package org.zenotisync.warehouse.redshift;

import org.jspecify.annotations.NullMarked;
