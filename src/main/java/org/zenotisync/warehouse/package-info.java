/** The port to a database. */
@NullMarked
package org.zenotisync.warehouse;

import org.jspecify.annotations.NullMarked;
