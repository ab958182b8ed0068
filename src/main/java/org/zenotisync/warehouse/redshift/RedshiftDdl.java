package org.zenotisync.warehouse.redshift;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Limits;

/** How Redshift makes and changes tables. */
final class RedshiftDdl extends Ddl {

    private final RedshiftDialect dialect;

    RedshiftDdl(RedshiftDialect dialect, Limits limits) {
        super(dialect, limits);
        this.dialect = dialect;
    }

    @Override
    public List<String> createSchema() {
        List<String> statements = new ArrayList<>(super.createSchema());
        statements.add(
                "CREATE TABLE IF NOT EXISTS " + dialect.qualified(RedshiftLocks.LOCK_TABLE) + " (nothing INTEGER)");
        return statements;
    }

    @Override
    public List<String> createTable(String table, TableDefinition definition) {
        return List.of("CREATE TABLE " + dialect.qualified(table) + " (" + dialect.columnList(definition.columns())
                + ")" + attributes(definition));
    }

    private static String attributes(TableDefinition definition) {
        return definition.attributes().stream()
                .map(attribute -> " " + attribute)
                .collect(Collectors.joining());
    }

    @Override
    public List<String> addColumn(String table, ColumnDefinition column, @Nullable String defaultValue) {
        return List.of(super.addColumn(table, column, defaultValue).get(0) + RedshiftDialect.encoded(column));
    }

    /**
     * ALTER COLUMN TYPE cannot run in a transaction, and widens VARCHAR only: a new column replaces the old one. A
     * DISTKEY or SORTKEY column cannot be dropped.
     */
    @Override
    public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column)
            throws SQLException {
        requireReplaceable(table, definition, column);
        return replaced(table, column, dialect.quote(column.name()));
    }

    private static void requireReplaceable(String table, TableDefinition definition, ColumnDefinition column)
            throws SQLException {
        if (definition.sortKey().contains(column.name())
                || column.name().equals(definition.storage().distKey())) {
            throw new SQLFeatureNotSupportedException("column " + column.name() + " of " + table
                    + " is its DISTKEY or SORTKEY, and Redshift cannot change its type to " + column.type()
                    + "; drop " + table + " in the target, and 'replay --table " + definition.name()
                    + " --from-group 1' makes and fills it again");
        }
    }

    private List<String> replaced(String table, ColumnDefinition column, String value) {
        String target = dialect.qualified(table);
        String old = dialect.quote(column.name());
        String wider = dialect.quote("zenoti_sync_wider");
        return List.of(
                "ALTER TABLE " + target + " ADD COLUMN " + wider + " " + dialect.typeName(column.type())
                        + RedshiftDialect.encoded(column),
                "UPDATE " + target + " SET " + wider + " = " + value,
                "ALTER TABLE " + target + " DROP COLUMN " + old,
                "ALTER TABLE " + target + " RENAME COLUMN " + wider + " TO " + old);
    }

    /** The statements of the script; rows that were added after its copy are copied, too. */
    @Override
    public List<String> replaceColumn(
            String table,
            TableDefinition definition,
            ColumnDefinition column,
            ColumnType before,
            Replacement replacement)
            throws SQLException {
        requireReplaceable(table, definition, column);
        String old = dialect.quote(column.name());
        String value = dialect.converted(old, before, column.type());
        if (replacement.copy() == null) {
            return replaced(table, column, value);
        }
        String target = dialect.qualified(table);
        String copy = dialect.quote(replacement.copy());
        return List.of(
                "UPDATE " + target + " SET " + copy + " = " + value
                        + (replacement.isCopied() ? " WHERE " + copy + " IS NULL" : ""),
                "ALTER TABLE " + target + " DROP COLUMN " + old,
                "ALTER TABLE " + target + " RENAME COLUMN " + copy + " TO " + old);
    }

    /** Nor does a REAL or BOOLEAN become an exact text here ("Data types"). */
    @Override
    public Optional<String> whyNotHashed() {
        return Optional.of("Redshift takes texts that differ only in blanks at their end for equal ones, so that values"
                + " cannot be hashed in place");
    }
}
