package org.zenotisync.schema.ddl;

import java.util.List;
import java.util.Optional;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnEncoding;
import org.zenotisync.model.ColumnType;

/**
 * A column as a script declares it.
 *
 * @param name folded
 * @param line where it is declared
 * @param type its type
 * @param primaryKey whether the column itself says PRIMARY KEY
 * @param sortKey whether the column itself says SORTKEY
 * @param distKey whether the column itself says DISTKEY
 * @param encoding what follows ENCODE; empty if there is no ENCODE
 * @param notNull whether the column itself says NOT NULL
 * @param nullable whether the column itself says NULL
 * @param identity whether the database would number its rows
 * @param defaultValue the tokens after DEFAULT; empty if there is no default
 */
record ColumnSource(
        String name,
        int line,
        ColumnType type,
        boolean primaryKey,
        boolean sortKey,
        boolean distKey,
        Optional<ColumnEncoding> encoding,
        boolean notNull,
        boolean nullable,
        boolean identity,
        Optional<List<Token>> defaultValue) {

    ColumnDefinition definition() {
        return new ColumnDefinition(name, type, encoding.orElse(null), notNull);
    }
}
