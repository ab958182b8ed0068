package org.zenotisync.warehouse.sqlserver;

import java.util.List;
import org.zenotisync.warehouse.FormerBytes;

/** What SQL Server keeps beside the rows. */
final class SqlServerFormerBytes implements FormerBytes {

    @Override
    public List<String> places() {
        return List.of(
                "the transaction log: until it is truncated (after a checkpoint, or a backup of the log) and"
                        + " written over",
                "pages that the database has given back, and places of rows on pages: until they are written again, or"
                        + " until EXEC sp_clean_db_free_space has run",
                "texts of dropped columns that have pages of their own: until DBCC CLEANTABLE has run",
                "tempdb, with temporary tables and versions of rows: until the server writes over it or"
                        + " is started again",
                "with accelerated database recovery: versions of rows in the database, until the server removes them",
                "change data capture, change tracking and temporal tables, if you use them: as long as you keep them",
                "Query Store, traces and audits with texts of statements: as long as you keep them",
                "replicas: until they have caught up; backups, snapshots and exports: as long as you keep them");
    }
}
