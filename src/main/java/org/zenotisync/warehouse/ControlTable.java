package org.zenotisync.warehouse;

import java.util.List;
import java.util.Map;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.model.TableDefinition;

/**
 * A table that the sync keeps for its own use in the target database. {@link ControlTableMaker} makes it, and brings
 * one of an earlier version of the program to these columns.
 */
public interface ControlTable {

    /** Its columns and its key in this version of the program. */
    TableDefinition definition();

    /** Its name, without a schema. */
    default String name() {
        return definition().name();
    }

    /** The names that columns had in tables of earlier versions of the program, by their present names. */
    default Map<String, String> formerNames() {
        return Map.of();
    }

    /** The columns that tables of earlier versions of the program do not have. */
    default List<LaterColumn> laterColumns() {
        return List.of();
    }
}
