package org.zenotisync.warehouse.mariadb;

import java.util.List;
import org.zenotisync.warehouse.FormerBytes;

/** What a server of MariaDB or MySQL keeps beside the rows. */
final class MariaDbFormerBytes implements FormerBytes {

    @Override
    public List<String> places() {
        return List.of(
                "the binary log: until the server purges it (binlog_expire_logs_seconds, PURGE BINARY LOGS)",
                "the redo log, undo logs and the doublewrite buffer of InnoDB: until the server writes over them",
                "temporary tablespaces (ibtmp1, #innodb_temp) and temporary files: until the server is started again",
                "blocks of the disk that the server has given back: until the file system writes them again",
                "replicas: until they have caught up; backups and exports: as long as you keep them",
                "the general log and the slow query log, which quote statements and values: as long as you keep them");
    }
}
