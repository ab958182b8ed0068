package org.zenotisync.feedmodel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

/**
 * Applies one schema script to the tables known so far. Reads only the plain forms that {@link RandomFeed} writes:
 * CREATE TABLE with typed columns, PRIMARY KEY, distkey and sortkey; ALTER TABLE … ADD COLUMN; ALTER COLUMN … TYPE.
 */
final class SchemaScript {

    private static final Pattern TOKEN = Pattern.compile("\\s*(\"[^\"]+\"|[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[(),;])");

    private final List<String> tokens;
    private int position;

    private SchemaScript(String script) {
        tokens = tokens(script);
    }

    /** Runs a script's statements; {@code tables} maps folded names to definitions. */
    static void run(byte[] script, Map<String, TableDefinition> tables) {
        SchemaScript reader = new SchemaScript(new String(script, StandardCharsets.UTF_8));
        while (reader.position < reader.tokens.size()) {
            if (reader.accept("create")) {
                reader.expect("table");
                TableDefinition table = reader.createTable();
                tables.put(table.name(), table);
            } else {
                reader.expect("alter");
                reader.expect("table");
                String name = reader.name();
                tables.put(name, reader.alterTable(tables.get(name)));
            }
            reader.expect(";");
        }
    }

    /** The type that a declaration such as {@code DECIMAL(19,0)} names. */
    static ColumnType type(String declaration) {
        return new SchemaScript(declaration).type();
    }

    private TableDefinition createTable() {
        final String table = name();
        List<ColumnDefinition> columns = new ArrayList<>();
        List<String> primaryKey = new ArrayList<>();
        List<String> sortKey = new ArrayList<>();
        expect("(");
        do {
            if (accept("primary")) {
                expect("key");
                primaryKey.addAll(names());
            } else {
                ColumnDefinition column = column();
                columns.add(column);
                if (accept("primary")) {
                    expect("key");
                    primaryKey.add(column.name());
                }
            }
        } while (accept(","));
        expect(")");
        while (!peek(";")) {
            if (accept("distkey")) {
                names();
            } else {
                accept("compound");
                expect("sortkey");
                sortKey.addAll(names());
            }
        }
        return new TableDefinition(table, columns, primaryKey, sortKey);
    }

    private TableDefinition alterTable(TableDefinition table) {
        List<ColumnDefinition> columns = new ArrayList<>(table.columns());
        if (accept("add")) {
            expect("column");
            ColumnDefinition added = column();
            // A SchemaFull file that was published again holds the column already.
            if (!table.has(added.name())) {
                columns.add(added);
            }
        } else {
            expect("alter");
            expect("column");
            int index = table.indexOf(name());
            expect("type");
            columns.set(index, new ColumnDefinition(columns.get(index).name(), type()));
        }
        return new TableDefinition(table.name(), columns, table.primaryKey(), table.sortKey());
    }

    private ColumnDefinition column() {
        return new ColumnDefinition(name(), type());
    }

    private ColumnType type() {
        String word = next();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "boolean" -> ColumnType.of(ColumnType.Kind.BOOLEAN);
            case "smallint" -> ColumnType.of(ColumnType.Kind.SMALLINT);
            case "int", "integer" -> ColumnType.of(ColumnType.Kind.INTEGER);
            case "bigint" -> ColumnType.of(ColumnType.Kind.BIGINT);
            case "real" -> ColumnType.of(ColumnType.Kind.REAL);
            // Redshift's FLOAT without a precision is DOUBLE PRECISION.
            case "float" -> ColumnType.of(ColumnType.Kind.DOUBLE);
            case "double" -> {
                expect("precision");
                yield ColumnType.of(ColumnType.Kind.DOUBLE);
            }
            case "date" -> ColumnType.of(ColumnType.Kind.DATE);
            case "timestamp" -> ColumnType.of(ColumnType.Kind.TIMESTAMP);
            case "varchar", "nvarchar" -> varchar();
            case "decimal" -> decimal();
            default -> throw new IllegalArgumentException("unknown type " + word);
        };
    }

    private ColumnType varchar() {
        expect("(");
        ColumnType type = ColumnType.varchar(accept("max") ? ColumnType.MAX_VARCHAR : Integer.parseInt(next()));
        expect(")");
        return type;
    }

    private ColumnType decimal() {
        expect("(");
        int precision = Integer.parseInt(next());
        expect(",");
        int scale = Integer.parseInt(next());
        expect(")");
        return ColumnType.decimal(precision, scale);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        expect("(");
        do {
            names.add(name());
        } while (accept(","));
        expect(")");
        return names;
    }

    /** Rule 10: names are folded to lower case, quoted or not. */
    private String name() {
        return next().replace("\"", "").toLowerCase(Locale.ROOT);
    }

    private String next() {
        return tokens.get(position++);
    }

    private boolean peek(String word) {
        return position < tokens.size() && tokens.get(position).equalsIgnoreCase(word);
    }

    private boolean accept(String word) {
        boolean found = peek(word);
        position += found ? 1 : 0;
        return found;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw new IllegalArgumentException("expected " + word + " at token " + position + " of " + tokens);
        }
    }

    private static List<String> tokens(String script) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(script);
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, script.length());
        }
        if (!script.substring(end).isBlank()) {
            throw new IllegalArgumentException("cannot read " + script.substring(end));
        }
        return tokens;
    }
}
