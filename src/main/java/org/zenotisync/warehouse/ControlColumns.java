package org.zenotisync.warehouse;

import java.util.ArrayList;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableDefinition;

/**
 * Describes the columns of a control table, one call for each, in the words that describe a feed table. A column is
 * NOT NULL unless {@link #nullable} names it. No name is a reserved word of any database: statements about
 * control tables do not quote the names of columns.
 */
public final class ControlColumns {

    /** S3's longest key with room for what control characters become. */
    private static final int LONGEST_KEY = 1_100;

    /** A name of a source or POD: a folder of a bucket. */
    private static final int LONGEST_FOLDER = 2_000;

    private final String table;
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private List<String> key = List.of();

    private ControlColumns(String table) {
        this.table = table;
    }

    /** Begins the description of a table. */
    public static ControlColumns of(String table) {
        return new ControlColumns(table);
    }

    /** The id of a source. */
    public ControlColumns source() {
        return text("source", LONGEST_FOLDER);
    }

    /** A POD, by its folder. */
    public ControlColumns pod() {
        return text("pod", LONGEST_FOLDER);
    }

    /** A feed table, by its folded name. */
    public ControlColumns tableName() {
        return text("table_name", Identifiers.MAX_LENGTH);
    }

    /** A key of an object in a bucket. */
    public ControlColumns objectKey(String name) {
        return text(name, LONGEST_KEY);
    }

    /**
     * A text.
     *
     * @param bytes of UTF-8 that it has at most
     */
    public ControlColumns text(String name, int bytes) {
        return add(name, ColumnType.varchar(bytes));
    }

    /** A text as long as any text of a target may be. */
    public ControlColumns longText(String name) {
        return text(name, ColumnType.MAX_VARCHAR);
    }

    /** A number of 64 bits. */
    public ControlColumns number(String name) {
        return add(name, ColumnType.of(Kind.BIGINT));
    }

    /** A number of 32 bits. */
    public ControlColumns smallNumber(String name) {
        return add(name, ColumnType.of(Kind.INTEGER));
    }

    /** A time in UTC. */
    public ControlColumns time(String name) {
        return add(name, ColumnType.of(Kind.TIMESTAMP));
    }

    /** An answer. */
    public ControlColumns flag(String name) {
        return add(name, ColumnType.of(Kind.BOOLEAN));
    }

    private ControlColumns add(String name, ColumnType type) {
        columns.add(new ColumnDefinition(name, type).withNotNull(true));
        return this;
    }

    /** Says which columns may be NULL. */
    public ControlColumns nullable(String... names) {
        List<String> may = List.of(names);
        columns.replaceAll(column -> may.contains(column.name()) ? column.withNotNull(false) : column);
        return this;
    }

    /** Says which columns are the primary key. */
    public ControlColumns key(String... names) {
        key = List.of(names);
        return this;
    }

    /** The table. */
    public TableDefinition define() {
        return new TableDefinition(table, columns, key, List.of());
    }
}
