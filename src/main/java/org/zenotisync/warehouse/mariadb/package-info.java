/** MariaDB as a target. */
@NullMarked
package org.zenotisync.warehouse.mariadb;

import org.jspecify.annotations.NullMarked;
