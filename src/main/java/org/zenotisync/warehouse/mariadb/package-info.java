/** MariaDB as a target, and MySQL: what is different there is in the classes whose names begin with MySql. */
@NullMarked
package org.zenotisync.warehouse.mariadb;

import org.jspecify.annotations.NullMarked;
