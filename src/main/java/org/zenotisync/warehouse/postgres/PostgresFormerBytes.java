package org.zenotisync.warehouse.postgres;

import java.util.List;
import org.zenotisync.warehouse.FormerBytes;

/** What a server of PostgreSQL keeps beside the rows. */
final class PostgresFormerBytes implements FormerBytes {

    @Override
    public List<String> places() {
        return List.of(
                "the write-ahead log (pg_wal) and its archive: until the server recycles a segment, or your archive"
                        + " deletes it",
                "blocks of the disk that the server has given back: until the file system writes them again",
                "statistics of the planner (pg_statistic): until the table is analyzed again and the server vacuums"
                        + " pg_statistic; ANALYZE and then VACUUM FULL pg_statistic do it at once",
                "replicas: until they have caught up; backups and exports: as long as you keep them",
                "the server's log, which may quote statements and values: as long as you keep it");
    }
}
