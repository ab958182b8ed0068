package org.zenotisync.warehouse;

import java.util.List;
import org.zenotisync.model.LaterColumn;

/** A table that the sync keeps for its own use in the target database. */
public interface ControlTable {

    /** Its name, without a schema. */
    String name();

    /** The statement that creates the table if it is missing. */
    String createTable();

    /** The columns that tables of earlier versions of the program do not have. */
    default List<LaterColumn> laterColumns() {
        return List.of();
    }
}
