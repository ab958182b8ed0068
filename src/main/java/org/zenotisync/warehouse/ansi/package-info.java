/** Any other JDBC database as a target, in portable SQL. */
@NullMarked
package org.zenotisync.warehouse.ansi;

import org.jspecify.annotations.NullMarked;
