package org.zenotisync.warehouse.ansi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Limits;

/** Tables are made and changed by statements of the standard, one change each. */
final class AnsiDdl extends Ddl {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern TIME = Pattern.compile(DAY + " \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");
    private static final Set<String> TRUE = Set.of("1", "t", "true", "y", "yes");
    private static final Set<String> FALSE = Set.of("0", "f", "false", "n", "no");

    private final Dialect dialect;
    private final boolean isTransactional;
    private final ColumnChanges changes;

    /** @param isTransactional whether these statements are part of a transaction */
    AnsiDdl(Dialect dialect, Limits limits, boolean isTransactional, ColumnChanges changes) {
        super(dialect, limits);
        this.changes = changes;
        this.dialect = dialect;
        this.isTransactional = isTransactional;
    }

    @Override
    public boolean isTransactional() {
        return isTransactional;
    }

    @Override
    public List<String> createSchema() {
        List<String> statements = new ArrayList<>(super.createSchema());
        statements.add(AnsiLocks.createTable(dialect));
        return statements;
    }

    /** The standard has a literal after DEFAULT. Existing rows get it by the same statement. */
    @Override
    public List<String> addColumn(String table, ColumnDefinition column, @Nullable String defaultValue) {
        String statement = super.addColumn(table, column, null).get(0);
        return List.of(defaultValue == null ? statement : statement + " DEFAULT " + literal(defaultValue, column));
    }

    private String literal(String text, ColumnDefinition column) {
        String value = text.strip();
        return switch (column.type().kind()) {
            case VARCHAR -> "'" + text.replace("'", "''") + "'";
            case SMALLINT, INTEGER, BIGINT, DECIMAL ->
                NUMBER.matcher(value).matches() ? value : dialect.constant(text, column);
            case BOOLEAN ->
                TRUE.contains(value.toLowerCase(Locale.ROOT))
                        ? "TRUE"
                        : FALSE.contains(value.toLowerCase(Locale.ROOT)) ? "FALSE" : dialect.constant(text, column);
            case DATE -> DAY.matcher(value).matches() ? "DATE '" + value + "'" : dialect.constant(text, column);
            case TIMESTAMP ->
                DAY.matcher(value).matches()
                        ? "TIMESTAMP '" + value + " 00:00:00'"
                        : TIME.matcher(value).matches() ? "TIMESTAMP '" + value + "'" : dialect.constant(text, column);
            default -> dialect.constant(text, column);
        };
    }

    @Override
    public List<String> renameColumn(String table, String from, String to) {
        return List.of(changes.renaming(dialect.qualified(table), dialect.quote(from), dialect.quote(to)));
    }

    @Override
    public List<String> changeType(String table, TableDefinition definition, ColumnDefinition column) {
        return List.of(ColumnChanges.widening(
                dialect.qualified(table), dialect.quote(column.name()), dialect.typeName(column.type())));
    }

    /** Of a column that has no values now. */
    private String setType(String table, ColumnDefinition column) {
        return changes.typing(dialect.qualified(table), dialect.quote(column.name()), dialect.typeName(column.type()));
    }

    /**
     * Through another column: databases differ in what they convert when a type is changed. The column itself changes
     * its type while it is empty, which is one statement. After any of the statements all values are in one of the two
     * columns, and all statements can be executed again from the first one.
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
        String name = replacement.copy() == null ? passing(table, column) : replacement.copy();
        String fresh = dialect.quote(name);
        List<String> sql = new ArrayList<>();
        if (replacement.copy() == null) {
            sql.add("ALTER TABLE " + target + " ADD COLUMN IF NOT EXISTS " + fresh + " "
                    + dialect.typeName(column.type()));
        }
        sql.add("UPDATE " + target + " SET " + fresh + " = " + dialect.converted(own, before, column.type()) + " WHERE "
                + own + " IS NOT NULL"
                + (replacement.copy() != null && replacement.isCopied() ? " AND " + fresh + " IS NULL" : ""));
        sql.add("UPDATE " + target + " SET " + own + " = NULL");
        sql.add(setType(table, column));
        sql.add("UPDATE " + target + " SET " + own + " = " + fresh);
        sql.addAll(dropColumn(table, name));
        return sql;
    }

    /** A name of its own for each new type, so that what another attempt has left is not taken for it. */
    private static String passing(String table, ColumnDefinition column) {
        CRC32 checksum = new CRC32();
        checksum.update((table + " " + column).getBytes(StandardCharsets.UTF_8));
        return "zenoti_sync_" + Long.toHexString(checksum.getValue());
    }

    @Override
    public Optional<String> whyNotHashed() {
        return Optional.of("values are hashed in place only in databases that this program knows by their names, as it"
                + " is not known whether this one would commit them together with what is known of them");
    }
}
