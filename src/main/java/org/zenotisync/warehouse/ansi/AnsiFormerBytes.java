package org.zenotisync.warehouse.ansi;

import java.util.List;
import org.zenotisync.warehouse.FormerBytes;

/** What can be said of a database that the program does not know. */
final class AnsiFormerBytes implements FormerBytes {

    @Override
    public List<String> places() {
        return List.of(
                "pages of tables and indexes that rows were deleted from: until the database reorganises them or writes"
                        + " them again; see its documentation",
                "its log of transactions, and its temporary files: until it writes over them or removes them",
                "blocks of the disk that it has given back: until the file system writes them again",
                "replicas: until they have caught up; backups and exports: as long as you keep them");
    }
}
