package org.zenotisync.redshift;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lets through what Redshift takes of a statement, in PostgreSQL's words, and nothing else ("SQL commands", "Unsupported
 * PostgreSQL features"). What it does not know, it refuses.
 */
final class StatementGate {

    /** The protocol counts parameters in 16 bits, and Redshift takes the first one for a sign. */
    private static final int MOST_PARAMETERS = 32_767;

    private final List<Token> tokens;
    private final Cursor cursor;
    private final long copied;

    private StatementGate(List<Token> tokens, long copied) {
        this.tokens = tokens;
        this.copied = copied;
        this.cursor = new Cursor(tokens);
    }

    /**
     * Reads a statement.
     *
     * @param copied rows of the session's last COPY, which pg_last_copy_count() tells
     * @throws SQLException if Redshift would not take it
     */
    static Plan check(String sql, long copied) throws SQLException {
        List<Token> tokens = Lexer.split(sql);
        if (tokens.isEmpty()) {
            return Plan.of("");
        }
        Expressions.requireKnown(tokens);
        StatementGate gate = new StatementGate(tokens, copied);
        return gate.plan().with(gate.effect());
    }

    private Plan plan() throws SQLException {
        long parameters = tokens.stream()
                .filter(token -> token.kind() == Token.Kind.PARAMETER)
                .count();
        if (parameters > MOST_PARAMETERS) {
            throw Refusal.lacks("statements with more than " + MOST_PARAMETERS + " parameters");
        }
        String first = cursor.next().text();
        return switch (first) {
            case "select" -> select();
            case "insert" -> insert();
            case "update" -> update();
            case "delete" -> delete();
            default -> {
                if (parameters > 0) {
                    throw Refusal.lacks(first.toUpperCase(Locale.ROOT) + " with parameters");
                }
                yield command(first);
            }
        };
    }

    private Plan command(String first) throws SQLException {
        return switch (first) {
            case "create" -> create();
            case "alter" -> {
                cursor.expect("table");
                yield AlterTable.read(cursor);
            }
            case "drop" -> drop();
            case "lock" -> lock();
            case "copy" -> Plan.of(CopyStatement.read(cursor));
            case "truncate" -> truncate();
            case "analyze" -> analyze();
            case "begin", "commit", "rollback", "end", "abort" -> transaction();
            case "savepoint", "release" -> throw Refusal.lacks("savepoints");
            default -> throw Refusal.notCarriedOut("a statement that begins with " + first);
        };
    }

    private String sql() {
        return Cursor.sql(tokens);
    }

    /** Leader-node functions know no user tables ("SQL functions supported on the leader node"). */
    private Plan select() throws SQLException {
        boolean asksLeader = tokens.stream()
                .anyMatch(token -> token.kind() == Token.Kind.WORD && Expressions.isOfLeader(token.text()));
        if (asksLeader && !userTables().isEmpty()) {
            throw Refusal.lacks(
                    "leader-node function in a query of table " + userTables().get(0));
        }
        return Plan.of(Cursor.sql(withCopied()));
    }

    /** Tables that are read and are none of the catalog. */
    private List<String> userTables() {
        List<String> tables = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token table = tokens.get(i + 1);
            boolean isTable = tokens.get(i).is("from") || tokens.get(i).is("join");
            if (isTable && table.isName() && !table.value().startsWith("pg_")) {
                tables.add(table.value());
            }
        }
        return tables;
    }

    /** LOCK and queries of the catalog take no snapshot. */
    private Snapshot.Effect effect() {
        return switch (tokens.get(0).text()) {
            case "lock" -> Snapshot.Effect.LOCKS;
            case "select" -> userTables().isEmpty() ? Snapshot.Effect.NONE : Snapshot.Effect.TAKES;
            case "insert", "update", "delete", "copy", "create", "alter", "drop" -> Snapshot.Effect.TAKES;
            default -> Snapshot.Effect.NONE;
        };
    }

    private List<Token> withCopied() {
        List<Token> known = new ArrayList<>(tokens);
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).is("pg_last_copy_count")) {
                String number = "CAST(" + copied + " AS bigint)";
                known.set(i, new Token(Token.Kind.NUMBER, number, number));
                known.subList(i + 1, Math.min(i + 3, known.size())).clear();
            }
        }
        return known;
    }

    private Plan insert() throws SQLException {
        cursor.expect("into");
        TableName table = cursor.tableName();
        if (cursor.peek().isSymbol("(")) {
            cursor.names();
        }
        if (!cursor.peek().is("values") && !cursor.peek().is("select") && !cursor.accept("default", "values")) {
            throw Refusal.syntax("'" + cursor.peek().text() + "' in INSERT behind the table");
        }
        return Plan.of(sql(), Steps.lockForWrite(table));
    }

    private Plan update() throws SQLException {
        TableName table = cursor.tableName();
        if (cursor.accept("as") || !cursor.peek().is("set")) {
            cursor.name();
        }
        cursor.expect("set");
        cursor.name();
        if (cursor.peek().isSymbol(".")) {
            throw Refusal.lacks("prefix of a column that is SET");
        }
        return Plan.of(sql(), Steps.lockForWrite(table));
    }

    /** The target has no alias, and USING takes tables only ("DELETE"). */
    private Plan delete() throws SQLException {
        boolean hasFrom = cursor.accept("from");
        TableName table = cursor.tableName();
        if (cursor.accept("using")) {
            if (!hasFrom) {
                throw Refusal.syntax("USING of a DELETE without FROM");
            }
            usedTables();
        }
        if (!cursor.isAtEnd() && !cursor.peek().is("where")) {
            throw Refusal.lacks("'" + cursor.peek().text() + "' (an alias?) behind the table of a DELETE");
        }
        return Plan.of(sql(), Steps.lockForWrite(table));
    }

    private void usedTables() throws SQLException {
        do {
            if (cursor.peek().isSymbol("(")) {
                throw Refusal.lacks("subquery in USING of a DELETE");
            }
            cursor.tableName();
            if (cursor.accept("as")) {
                cursor.name();
            } else if (!cursor.isAtEnd()
                    && !cursor.peek().is("where")
                    && cursor.peek().isName()) {
                cursor.name();
            }
        } while (cursor.acceptSymbol(","));
    }

    private Plan create() throws SQLException {
        if (cursor.accept("temporary", "table") || cursor.accept("temp", "table")) {
            return CreateTable.read(cursor, true);
        }
        if (cursor.accept("table")) {
            return CreateTable.read(cursor, false);
        }
        if (cursor.accept("schema")) {
            cursor.accept("if", "not", "exists");
            cursor.name();
            cursor.expectEnd();
            return Plan.of(sql());
        }
        throw Refusal.lacks("CREATE " + cursor.peek().text().toUpperCase(Locale.ROOT));
    }

    private Plan drop() throws SQLException {
        cursor.expect("table");
        cursor.accept("if", "exists");
        tables();
        if (!cursor.accept("cascade")) {
            cursor.accept("restrict");
        }
        cursor.expectEnd();
        return Plan.of(sql());
    }

    private List<TableName> tables() throws SQLException {
        List<TableName> tables = new ArrayList<>();
        do {
            tables.add(cursor.tableName());
        } while (cursor.acceptSymbol(","));
        return tables;
    }

    /** Exclusive always, and no mode ("LOCK"). */
    private Plan lock() throws SQLException {
        cursor.accept("table");
        tables();
        if (!cursor.isAtEnd()) {
            throw Refusal.lacks("LOCK with '" + cursor.peek().text() + "'");
        }
        return Plan.of(sql(), Steps.requireTransaction("LOCK"));
    }

    /** It would commit the transaction ("TRUNCATE"). */
    private Plan truncate() throws SQLException {
        cursor.accept("table");
        cursor.tableName();
        cursor.expectEnd();
        return Plan.of(sql(), Steps.requireNoTransaction("TRUNCATE"));
    }

    private Plan analyze() throws SQLException {
        if (cursor.peek().isSymbol("(")) {
            throw Refusal.lacks("ANALYZE with options");
        }
        if (!cursor.isAtEnd()) {
            cursor.tableName();
        }
        cursor.expectEnd();
        return Plan.of(sql());
    }

    private Plan transaction() throws SQLException {
        if (cursor.peek().is("to")) {
            throw Refusal.lacks("ROLLBACK TO a savepoint");
        }
        if (!cursor.accept("transaction")) {
            cursor.accept("work");
        }
        cursor.expectEnd();
        return Plan.of(sql());
    }
}
