package org.zenotisync.recording;

import org.zenotisync.warehouse.ansi.AnsiProvider;

/** Any other database with recorded statements. */
public final class RecordedAnsi extends RecordedDatabase {

    public RecordedAnsi() {
        super(new AnsiProvider());
    }
}
