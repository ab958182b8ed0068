package org.zenotisync.warehouse;

import java.util.List;
import org.zenotisync.model.ColumnDefinition;

/**
 * Objects that a database can read with one statement: those of one logid that have the same columns.
 *
 * @param batch ordinal of the logid in its table group, from 0
 * @param columns that their fields belong to, in the order of the fields
 * @param hasHeader whether the first line of each names the columns
 * @param uris their addresses, {@code s3://bucket/key}
 */
public record ObjectSet(int batch, List<ColumnDefinition> columns, boolean hasHeader, List<String> uris) {

    public ObjectSet {
        columns = List.copyOf(columns);
        uris = List.copyOf(uris);
    }
}
