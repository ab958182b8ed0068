package org.zenotisync.warehouse.redshift;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.Dialect;

/** The SQL of Redshift. */
final class RedshiftDialect extends Dialect {

    /** @param schema of all tables, null for the first one of the search path */
    RedshiftDialect(@Nullable String schema) {
        super(schema);
    }

    /** The schema scripts are written for Redshift. */
    @Override
    public String typeName(ColumnType type) {
        return type.toString();
    }

    @Override
    public String columnList(List<ColumnDefinition> columns) {
        return columns.stream().map(this::declared).collect(Collectors.joining(", "));
    }

    /** A column with its type and its encoding. */
    String declared(ColumnDefinition column) {
        return quote(column.name()) + " " + typeName(column.type()) + encoded(column);
    }

    /** The encoding of a column, with a blank before it; empty if Redshift chooses it. */
    static String encoded(ColumnDefinition column) {
        return column.encoding() == null ? "" : " ENCODE " + column.encoding();
    }

    /** There is no IS DISTINCT FROM. */
    @Override
    public String isSame(String left, String right, ColumnType type) {
        return "(" + left + " = " + right + " OR " + left + " IS NULL AND " + right + " IS NULL)";
    }

    /** A text goes into another text column without a CAST, which would cut what is too long without an error. */
    @Override
    public String converted(String value, ColumnType from, ColumnType to) {
        return from.isText() && to.isText() ? value : super.converted(value, from, to);
    }

    /** A backslash is an escape character here. */
    @Override
    public String constant(String text, ColumnDefinition column) {
        return "CAST(" + CopyAccess.literal(text) + " AS " + typeName(column.type()) + ")";
    }
}
