package org.zenotisync.schema;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;

/**
 * Of which texts the digests of hashed columns were made in the rows that are there, while a script moves them from
 * column to column. No value of a day has the digest of a moment: rows would not be found by a key, and joins would not
 * hold.
 */
final class DigestTexts {

    private static final Set<ColumnType.Kind> MOMENTS =
            Set.of(ColumnType.Kind.DATE, ColumnType.Kind.TIMESTAMP, ColumnType.Kind.TIMESTAMPTZ);

    private final Map<Column, Set<ColumnType.Kind>> kinds = new HashMap<>();

    private record Column(String table, String name) {}

    /** Adds a table whose target has rows, as it was before the script. */
    void begin(FeedTable table) {
        for (ColumnDefinition column : table.definition().columns()) {
            ofColumn(table.name(), column.name()).add(column.type().kind());
        }
    }

    /** Rows that are there get the digest of a value that has the type of the column. */
    void fill(String table, ColumnDefinition column) {
        ofColumn(table, column.name()).add(column.type().kind());
    }

    void copy(String table, String from, String to) {
        ofColumn(table, to).addAll(ofColumn(table, from));
    }

    void rename(String table, String from, String to) {
        copy(table, from, to);
        remove(table, from);
    }

    void remove(String table, String column) {
        kinds.remove(new Column(table, column));
    }

    private Set<ColumnType.Kind> ofColumn(String table, String column) {
        return kinds.computeIfAbsent(new Column(table, column), key -> EnumSet.noneOf(ColumnType.Kind.class));
    }

    /**
     * Checks a hashed column of a table that {@link #begin} has added.
     *
     * @param column as it is after the script
     * @throws SchemaException if digests in the rows that are there are of days, and new ones are of moments, or the
     *     other way round, or moments have a zone now, or none any more
     */
    void requireSame(String table, ColumnDefinition column) throws SchemaException {
        ColumnType.Kind to = column.type().kind();
        for (ColumnType.Kind from : ofColumn(table, column.name())) {
            if (from != to && MOMENTS.contains(from) && MOMENTS.contains(to)) {
                throw new SchemaException("column " + column.name() + " of table " + table + " is hashed, and " + to
                        + " values have other texts than " + from + " values, so that no new digest would equal one"
                        + " that is there: drop the target table and apply the file with 'schema retry', then 'replay"
                        + " --table " + table + " --from-group 1' makes and fills it again");
            }
        }
    }
}
