package org.zenotisync.recording;

import org.zenotisync.warehouse.mariadb.MariaDbProvider;

/** MariaDB with recorded statements. */
public final class RecordedMariaDb extends RecordedDatabase {

    public RecordedMariaDb() {
        super(new MariaDbProvider());
    }
}
