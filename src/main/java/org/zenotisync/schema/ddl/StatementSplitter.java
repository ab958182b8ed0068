package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.TableDefinition;

/**
 * Cuts the tokens of a script into statements. A statement ends at a semicolon, before a line that holds only
 * {@code GO} (the batch separator of T-SQL tools), and, because scripts omit the semicolon, before a line outside of
 * parentheses that begins with CREATE TABLE, ALTER TABLE or other words that cannot continue a statement.
 */
final class StatementSplitter {

    /** Far more than a table of {@link TableDefinition#MOST_COLUMNS} columns needs. */
    private static final int MAX_TOKENS = 100_000;

    private static final int MAX_DEPTH = 32;

    /** Statements that people write without a semicolon after them. */
    private static final Set<String> COMPLETE =
            Set.of("PRINT", "USE", "SET", "BEGIN", "COMMIT", "GRANT", "REVOKE", "COMMENT", "EXEC", "EXECUTE");

    private static final Set<String> INDEXES = Set.of("INDEX", "UNIQUE", "CLUSTERED", "NONCLUSTERED");

    private final String script;
    private final ScriptLexer lexer;
    private Token token;
    private Token following;

    StatementSplitter(String script) throws DdlException {
        this.script = script;
        this.lexer = new ScriptLexer(script);
        this.token = lexer.next();
        this.following = lexer.next();
    }

    /** The next statement that is not empty; empty at the end of the script. */
    Optional<TokenCursor> next() throws DdlException {
        List<Token> statement = new ArrayList<>();
        List<Token> open = new ArrayList<>();
        while (!token.isEnd()) {
            if (token.is(";") && !open.isEmpty()) {
                break;
            }
            if (open.isEmpty() && (token.is(";") || isSeparatorLine())) {
                advance();
                if (statement.isEmpty()) {
                    continue;
                }
                return Optional.of(new TokenCursor(script, statement));
            }
            if (open.isEmpty() && !statement.isEmpty() && beginsStatement(statement)) {
                return Optional.of(new TokenCursor(script, statement));
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
        return statement.isEmpty() ? Optional.empty() : Optional.of(new TokenCursor(script, statement));
    }

    private void advance() throws DdlException {
        token = following;
        following = lexer.next();
    }

    private boolean isSeparatorLine() {
        return token.is("GO")
                && token.startsLine()
                && (following.isEnd() || following.startsLine() || following.is(";"));
    }

    /** Whether a statement begins. After a comma comes a name, and IF decides about what follows it. */
    private boolean beginsStatement(List<Token> before) {
        Token last = before.get(before.size() - 1);
        if (!token.startsLine() || following.isEnd() || last.is(",")) {
            return false;
        }
        boolean isConditional = before.get(0).is("IF");
        if (following.is("TABLE")) {
            return token.is("CREATE") || token.is("ALTER") || token.is("DROP") && !isConditional;
        }
        boolean isComplete = COMPLETE.contains(before.get(0).upper()) && before.size() > 1;
        if (isConditional || !isComplete && !last.isName() && !last.is(")")) {
            return false;
        }
        return token.is("PRINT") && (following.kind() == Token.Kind.STRING || following.is("N"))
                || token.is("COMMENT") && following.is("ON")
                || token.is("CREATE") && INDEXES.contains(following.upper())
                || token.is("UPDATE") && following.isName() && (last.is(")") || isComplete)
                || (token.is("EXEC") || token.is("EXECUTE")) && isComplete
                || (token.is("GRANT") || token.is("REVOKE")) && before.size() > 1 && !last.is("WITH")
                || (token.is("COMMIT") || token.is("BEGIN"))
                        && (following.is("TRANSACTION") || following.is("TRAN") || following.is(";"));
    }

    private DdlException refused(List<Token> statement, Token at, String problem, String accepted) {
        int start = statement.isEmpty() ? at.start() : statement.get(0).start();
        return DdlException.of(at.line(), problem, accepted, script, start, script.length());
    }
}
