package org.zenotisync.schema.ddl;

import java.util.List;
import org.zenotisync.model.ColumnEncoding;

/**
 * A column as a script declares it, its type not yet read.
 *
 * @param name folded
 * @param line where it is declared
 * @param type words, numbers, parentheses, commas and points only
 * @param primaryKey whether the column itself says PRIMARY KEY
 * @param sortKey whether the column itself says SORTKEY
 * @param distKey whether the column itself says DISTKEY
 * @param encoding what stands behind ENCODE; null if there is none
 * @param notNull whether the column itself says NOT NULL
 * @param defaultValue the tokens behind DEFAULT; null if there is no default
 */
record ColumnSource(
        String name,
        int line,
        String type,
        boolean primaryKey,
        boolean sortKey,
        boolean distKey,
        ColumnEncoding encoding,
        boolean notNull,
        List<Token> defaultValue) {}
