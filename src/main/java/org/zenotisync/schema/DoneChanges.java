package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RemoveColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;
import org.zenotisync.schema.ddl.SchemaStatement.ReplaceColumn;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.Warehouse;

/**
 * Which changes of a script an earlier attempt has made that did not come to its end: in a database that commits each
 * of them, a file is applied again from its first statement. The columns of the target show it. It is asked about the
 * changes in their order.
 */
final class DoneChanges {

    private final Connection connection;
    private final Warehouse warehouse;

    /** The columns of targets after the changes so far, by the name of the target. */
    private final Map<String, List<String>> columns = new HashMap<>();

    DoneChanges(Connection connection, Warehouse warehouse) {
        this.connection = connection;
        this.warehouse = warehouse;
    }

    /** Whether a target has a change already. */
    boolean contain(String target, TargetChanges.Change change) throws SQLException {
        List<String> present = columns.get(target);
        if (present == null) {
            present = new ArrayList<>(
                    warehouse.catalog().columnsOf(connection, target).orElse(List.of()));
            columns.put(target, present);
        }
        SchemaStatement statement = change.statement();
        if (statement instanceof AddColumn add) {
            return !replace(present, "", add.column().name()) && isOfType(target, add.column());
        }
        if (statement instanceof RemoveColumn remove) {
            return !replace(present, remove.column(), "");
        }
        if (statement instanceof RenameColumn rename) {
            return !present.contains(rename.from()) && present.contains(rename.to())
                    || !replace(present, rename.from(), rename.to());
        }
        return statement instanceof ReplaceColumn replace && change.hasCopy() && !replace(present, replace.copy(), "");
    }

    /**
     * Whether a column, if it has its name still, takes the values of the one that is to be added. If not, somebody
     * else has made it, and the database refuses another one of its name.
     */
    private boolean isOfType(String target, ColumnDefinition column) throws SQLException {
        Optional<PresentType> present = Optional.ofNullable(
                warehouse.catalog().typesOf(connection, target).get(column.name()));
        return present.isEmpty()
                || present.flatMap(PresentType::type)
                        .filter(type -> type.kind() == column.type().kind()
                                || column.type().isText() == type.isText() && type.covers(column.type()))
                        .isPresent();
    }

    /** Removes a name and adds another one, each unless it is empty; returns whether that has changed anything. */
    private static boolean replace(List<String> names, String gone, String fresh) {
        boolean isChanged = names.remove(gone);
        if (!fresh.isEmpty() && !names.contains(fresh)) {
            isChanged = true;
            names.add(fresh);
        }
        return isChanged;
    }
}
