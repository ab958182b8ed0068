package org.zenotisync.recording;

import org.zenotisync.warehouse.postgres.PostgresProvider;

/** PostgreSQL with recorded statements, COPY among them. */
public final class RecordedPostgres extends RecordedDatabase {

    public RecordedPostgres() {
        super(new PostgresProvider());
    }
}
