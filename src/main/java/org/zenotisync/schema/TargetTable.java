package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.ColumnType;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.Warehouse;

/**
 * What a target table has.
 *
 * @param present its columns, in its order; empty if there is no such table
 * @param types of these columns
 */
record TargetTable(Optional<List<String>> present, Map<String, PresentType> types) {

    /** Not the name of a type: it holds any. */
    private static final PresentType HIDDEN = PresentType.ofOwner("hidden");

    TargetTable {
        types = Map.copyOf(types);
    }

    /** Looks at a target table, by its name in the target. */
    static TargetTable of(Connection connection, Warehouse warehouse, String target) throws SQLException {
        return new TargetTable(
                warehouse.catalog().columnsOf(connection, target),
                warehouse.catalog().typesOf(connection, target));
    }

    /** Whether a column of a target is not there, or NULL in all rows. */
    static boolean isEmpty(Connection connection, Warehouse warehouse, String target, String column)
            throws SQLException {
        return !warehouse
                        .catalog()
                        .columnsOf(connection, target)
                        .orElse(List.of())
                        .contains(column)
                || Jdbc.number(
                                connection,
                                "SELECT count(*) FROM " + warehouse.dialect().qualified(target) + " WHERE "
                                        + warehouse.dialect().quote(column) + " IS NOT NULL")
                        == 0;
    }

    /**
     * The same table for somebody who compares it with the feed: it seems to have the columns that the settings leave
     * out, and the columns with digests may be of any type.
     */
    TargetTable withHidden(ColumnRules rules) {
        if (present.isEmpty() || rules.isEmpty()) {
            return this;
        }
        Set<String> all = new LinkedHashSet<>(present.get());
        Map<String, PresentType> known = new HashMap<>(types);
        rules.excluded().stream().filter(all::add).forEach(column -> known.put(column, HIDDEN));
        rules.hashed().stream().filter(all::contains).forEach(column -> known.put(column, HIDDEN));
        return new TargetTable(Optional.of(List.copyOf(all)), known);
    }

    boolean isThere() {
        return present.isPresent();
    }

    /** Its columns, in its order; none if it is not there. */
    List<String> columns() {
        return present.orElse(List.of());
    }

    boolean has(String column) {
        return types.containsKey(column);
    }

    /** The type of a column; empty if it does not have the column. */
    Optional<PresentType> typeOf(String column) {
        return Optional.ofNullable(types.get(column));
    }

    /**
     * Whether it has a column that can hold what a file says. A type that the scripts have no word for is left to its
     * owner.
     */
    boolean holds(String column, ColumnType wanted) {
        return typeOf(column)
                .filter(present ->
                        present.type().map(type -> type.covers(wanted)).orElse(true))
                .isPresent();
    }
}
