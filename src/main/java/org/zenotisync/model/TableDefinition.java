package org.zenotisync.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A feed table as its schema scripts declare it. The order of the columns is the order of the fields in files without
 * a header line, which need not be the order of the columns in the target table.
 *
 * @param name lower-case identifier
 * @param columns at least one, names distinct
 * @param primaryKey columns of the declared PRIMARY KEY; empty if none is declared (the documentation's samples: none)
 * @param sortKey columns of the declared SORTKEY; empty if none is declared
 * @param storage how Redshift lays it out
 */
public record TableDefinition(
        String name,
        List<ColumnDefinition> columns,
        List<String> primaryKey,
        List<String> sortKey,
        TableStorage storage) {

    /** "Quotas and limits in Amazon Redshift": columns of a table. */
    public static final int MOST_COLUMNS = 1_600;

    public TableDefinition {
        Identifiers.requireFolded(name);
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        sortKey = List.copyOf(sortKey);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("table " + name + " has no columns");
        }
        Set<String> names = new HashSet<>();
        for (ColumnDefinition column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("table " + name + " names column " + column.name() + " twice");
            }
        }
        requireColumns(name, names, primaryKey, "PRIMARY KEY");
        requireColumns(name, names, sortKey, "SORTKEY");
        requireColumns(name, names, storage.distKey() == null ? List.of() : List.of(storage.distKey()), "DISTKEY");
    }

    /** A table whose layout is left to Redshift. */
    public TableDefinition(String name, List<ColumnDefinition> columns, List<String> primaryKey, List<String> sortKey) {
        this(name, columns, primaryKey, sortKey, TableStorage.AUTO);
    }

    /**
     * The attributes after the columns of CREATE TABLE, as Redshift and the schema scripts spell them; empty if
     * Redshift chooses them all.
     */
    public List<String> attributes() {
        List<String> attributes = new ArrayList<>();
        if (storage.distribution() != TableStorage.Distribution.AUTO) {
            attributes.add("DISTSTYLE " + storage.distribution());
        }
        if (storage.distKey() != null) {
            attributes.add("DISTKEY (\"" + storage.distKey() + "\")");
        }
        if (!sortKey.isEmpty()) {
            String style = storage.sortStyle() == TableStorage.SortStyle.INTERLEAVED ? "INTERLEAVED " : "";
            attributes.add(style + "SORTKEY (\"" + String.join("\", \"", sortKey) + "\")");
        }
        return attributes;
    }

    /** The same table with another primary key. */
    public TableDefinition withPrimaryKey(List<String> key) {
        return new TableDefinition(name, columns, key, sortKey, storage);
    }

    /** The same table with other columns. Columns that are gone are also removed from the keys. */
    public TableDefinition withColumns(List<ColumnDefinition> others) {
        List<String> names = others.stream().map(ColumnDefinition::name).toList();
        boolean isLaidOut = storage.distKey() == null || names.contains(storage.distKey());
        return new TableDefinition(
                name,
                others,
                primaryKey.stream().filter(names::contains).toList(),
                sortKey.stream().filter(names::contains).toList(),
                isLaidOut ? storage : new TableStorage(TableStorage.Distribution.AUTO, null, storage.sortStyle()));
    }

    private static void requireColumns(String table, Set<String> names, List<String> used, String where) {
        for (String column : used) {
            if (!names.contains(column)) {
                throw new IllegalArgumentException(
                        where + " of table " + table + " names the unknown column " + column);
            }
        }
    }

    /** The position of a column, or -1 if the table has none of that (folded) name. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the table has a column of that (folded) name. */
    public boolean has(String column) {
        return indexOf(column) >= 0;
    }

    /**
     * The definition of a column.
     *
     * @throws IllegalArgumentException if the table has none of that (folded) name
     */
    public ColumnDefinition column(String column) {
        int index = indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("table " + name + " has no column " + column);
        }
        return columns.get(index);
    }

    /** The names of the columns, in order. */
    public List<String> columnNames() {
        return columns.stream().map(ColumnDefinition::name).toList();
    }
}
