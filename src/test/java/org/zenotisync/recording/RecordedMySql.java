package org.zenotisync.recording;

import org.zenotisync.warehouse.mariadb.MySqlProvider;

/** MySQL with recorded statements. */
public final class RecordedMySql extends RecordedDatabase {

    public RecordedMySql() {
        super(new MySqlProvider());
    }
}
