package org.zenotisync.warehouse.mariadb;

import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Stages;

/** MySQL 8 with tables of InnoDB: MariaDB, but for what is here. */
final class MySqlWarehouse extends MariaDbWarehouse {

    private final MySqlDialect dialect;

    MySqlWarehouse(MySqlDialect dialect) {
        super(dialect);
        this.dialect = dialect;
    }

    @Override
    public Ddl ddl() {
        return new MySqlDdl(dialect, limits());
    }

    @Override
    public Stages stages() {
        return new MySqlStages(dialect);
    }
}
