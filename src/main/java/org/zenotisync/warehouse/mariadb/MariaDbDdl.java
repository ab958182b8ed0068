package org.zenotisync.warehouse.mariadb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Limits;

/** How MariaDB and MySQL make and change tables. Each statement is committed at once; one ALTER TABLE is done completely. */
class MariaDbDdl extends Ddl {

    private static final String TABLE_NAME = "table_name";
    private static final String OBJECT_KEY = "object_key";

    /** The columns that rows of control tables are found by. */
    private static final List<String> SEARCHED = List.of("source", "pod", TABLE_NAME, "group_id", OBJECT_KEY);

    private final MariaDbDialect dialect;

    MariaDbDdl(MariaDbDialect dialect, Limits limits) {
        super(dialect, limits);
        this.dialect = dialect;
    }

    @Override
    public boolean isTransactional() {
        return false;
    }

    @Override
    public List<String> createSchema() {
        List<String> statements = new ArrayList<>(super.createSchema());
        statements.add("CREATE TABLE IF NOT EXISTS " + dialect.qualified(MariaDbLocks.LOCK_TABLE) + " (name "
                + dialect.keyText(ColumnType.varchar(128)) + " NOT NULL PRIMARY KEY)" + tableOptions());
        return statements;
    }

    /** Whatever the default of the server is. */
    @Override
    protected String tableOptions() {
        return MariaDbDialect.STORAGE + " DEFAULT" + dialect.product().ofText();
    }

    /** A TEXT can only be in a key by its beginning. */
    @Override
    protected String keyType(ColumnType type) {
        return type.isText() ? dialect.keyText(type) : super.keyType(type);
    }

    /** A generated column cannot be a primary key. */
    @Override
    protected String digestColumn(String digest) {
        return DIGEST + " CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (" + digest + ") STORED UNIQUE";
    }

    /** Without them, a statement about one table group reads all rows, and may wait for those of other loads. */
    @Override
    protected List<String> controlIndexes(TableDefinition table) {
        List<String> columns = SEARCHED.stream().filter(table::has).toList();
        if (columns.size() < 2) {
            return List.of();
        }
        List<String> indexes = new ArrayList<>();
        indexes.add(
                "INDEX (" + columns.stream().map(name -> inIndex(table, name)).collect(Collectors.joining(", ")) + ")");
        if (table.has(TABLE_NAME)) {
            indexes.add("INDEX (" + inIndex(table, TABLE_NAME) + ")");
        }
        return indexes;
    }

    /** The beginning of a text is enough to find its rows. */
    private static String inIndex(TableDefinition table, String column) {
        int longest = column.equals(OBJECT_KEY) ? 255 : 64;
        return column + (table.column(column).type().isText() ? "(" + longest + ")" : "");
    }

    /** A name without a database would move the table to that of the URL. */
    @Override
    public List<String> renameTable(String from, String to) {
        return List.of("ALTER TABLE " + dialect.qualified(from) + " RENAME TO " + dialect.qualified(to));
    }

    @Override
    public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column) {
        return column.type().isText()
                ? List.of()
                : List.of("ALTER TABLE " + dialect.qualified(table) + " MODIFY COLUMN " + dialect.quote(column.name())
                        + " " + dialect.typeName(column.type()));
    }

    /**
     * Through another column, so that the statements can be repeated from the first one after any of them: the last one
     * takes the place of the old column at once.
     */
    @Override
    public List<String> replaceColumn(
            String table,
            TableDefinition definition,
            ColumnDefinition column,
            ColumnType before,
            Replacement replacement) {
        String target = dialect.qualified(table);
        String own = dialect.quote(column.name());
        String value = dialect.converted(own, before, column.type());
        List<String> sql = new ArrayList<>();
        String fresh = replacement.copy() == null ? "zenoti_sync_replaced" : replacement.copy();
        String quoted = dialect.quote(fresh);
        if (replacement.copy() == null) {
            // what an attempt has left may have another type
            sql.addAll(makeAgain(table, fresh, dialect.typeName(column.type())));
        }
        sql.add("UPDATE " + target + " SET " + quoted + " = " + value
                + (replacement.copy() != null && replacement.isCopied() ? " WHERE " + quoted + " IS NULL" : ""));
        sql.add("ALTER TABLE " + target + " DROP COLUMN " + own + ", RENAME COLUMN " + quoted + " TO " + own);
        return sql;
    }

    /** Statements that give a table an empty column, in the place of one of that name if there is any. */
    protected List<String> makeAgain(String table, String column, String type) {
        String quoted = dialect.quote(column);
        return List.of("ALTER TABLE " + dialect.qualified(table) + " DROP COLUMN IF EXISTS " + quoted + ", ADD COLUMN "
                + quoted + " " + type);
    }

    /** Digests that are written and not yet known as such would be hashed again. */
    @Override
    public Optional<String> whyNotHashed() {
        return Optional.of(dialect.product().title() + " commits each change of a table at once, so that values cannot be hashed in place"
                + " together with what is known of them");
    }

    /** Its file is written again. */
    @Override
    public List<String> rewrite(String table) {
        return List.of("ALTER TABLE " + dialect.qualified(table) + " FORCE");
    }

    @Override
    public List<String> rewriteControlTable(String table) {
        return rewrite(table);
    }
}
