/** PostgreSQL as a target. */
@NullMarked
package org.zenotisync.warehouse.postgres;

import org.jspecify.annotations.NullMarked;
