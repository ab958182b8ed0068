package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.List;
import org.zenotisync.model.TableDefinition;

/**
 * Cuts the tokens of a script into statements. A statement ends at a semicolon, before a line that holds only
 * {@code GO} (the batch separator of T-SQL tools), and, because scripts omit the semicolon, before a line that begins
 * with CREATE TABLE or ALTER TABLE outside of parentheses.
 */
final class StatementSplitter {

    /** Far more than a table of {@link TableDefinition#MOST_COLUMNS} columns needs. */
    private static final int MAX_TOKENS = 100_000;

    private static final int MAX_DEPTH = 32;

    private final String script;
    private final ScriptLexer lexer;
    private Token token;
    private Token following;

    StatementSplitter(String script) throws DdlException {
        this.script = script;
        this.lexer = new ScriptLexer(script);
        this.token = lexer.next();
        this.following = token == null ? null : lexer.next();
    }

    /** The next statement that is not empty, or null at the end of the script. */
    TokenCursor next() throws DdlException {
        List<Token> statement = new ArrayList<>();
        List<Token> open = new ArrayList<>();
        while (token != null) {
            if (token.is(";") && !open.isEmpty()) {
                break;
            }
            if (open.isEmpty() && (token.is(";") || isSeparatorLine())) {
                advance();
                if (statement.isEmpty()) {
                    continue;
                }
                return new TokenCursor(script, statement);
            }
            if (open.isEmpty() && !statement.isEmpty() && beginsStatement()) {
                return new TokenCursor(script, statement);
            }
            if (token.is("(")) {
                open.add(token);
            } else if (token.is(")")) {
                if (open.isEmpty()) {
                    throw refused(statement, token, "a parenthesis is closed but never opened", "balanced parentheses");
                }
                open.remove(open.size() - 1);
            }
            if (open.size() > MAX_DEPTH) {
                throw refused(
                        statement, token, "parentheses are nested too deeply", "at most " + MAX_DEPTH + " levels");
            }
            statement.add(token);
            if (statement.size() > MAX_TOKENS) {
                throw refused(
                        statement, statement.get(0), "a statement is too long", "at most " + MAX_TOKENS + " words");
            }
            advance();
        }
        if (!open.isEmpty()) {
            Token last = open.get(open.size() - 1);
            throw refused(statement, last, "a parenthesis is opened but never closed", "balanced parentheses");
        }
        return statement.isEmpty() ? null : new TokenCursor(script, statement);
    }

    private void advance() throws DdlException {
        token = following;
        following = following == null ? null : lexer.next();
    }

    private boolean isSeparatorLine() {
        return token.is("GO")
                && token.startsLine()
                && (following == null || following.startsLine() || following.is(";"));
    }

    private boolean beginsStatement() {
        return token.startsLine()
                && (token.is("CREATE") || token.is("ALTER"))
                && following != null
                && following.is("TABLE");
    }

    private DdlException refused(List<Token> statement, Token at, String problem, String accepted) {
        int start = statement.isEmpty() ? at.start() : statement.get(0).start();
        return DdlException.of(at.line(), problem, accepted, script, start, script.length());
    }
}
