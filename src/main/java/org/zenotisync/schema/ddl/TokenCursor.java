package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableNames;

/** A position in the tokens of one statement. It also makes the refusals of that statement. */
final class TokenCursor {

    private final String script;
    private final List<Token> tokens;
    private int position;

    /** A cursor before the first of at least one token. */
    TokenCursor(String script, List<Token> tokens) {
        this.script = script;
        this.tokens = List.copyOf(tokens);
    }

    /** Offset of the statement's first character in the script. */
    int start() {
        return tokens.get(0).start();
    }

    /** Offset after the statement's last character in the script. */
    int end() {
        return tokens.get(tokens.size() - 1).end();
    }

    boolean atEnd() {
        return position >= tokens.size();
    }

    /** The next token; {@link Token#END} at the end. */
    Token peek() {
        return peek(0);
    }

    /** A later token; {@link Token#END} if the statement ends before it. */
    Token peek(int ahead) {
        return position + ahead < tokens.size() ? tokens.get(position + ahead) : Token.END;
    }

    /** Tokens of the statement, those before the cursor included. */
    int length() {
        return tokens.size();
    }

    /** Whether a keyword or mark occurs anywhere in the statement. */
    boolean has(String keywordOrMark) {
        return tokens.stream().anyMatch(token -> token.is(keywordOrMark));
    }

    /** Steps over the rest of the statement. */
    void skipRest() {
        position = tokens.size();
    }

    /** The line of the next token; at the end, that of the last one. */
    int line() {
        return tokens.get(Math.min(position, tokens.size() - 1)).line();
    }

    /** Whether these keywords or marks come next. */
    boolean at(String... sequence) {
        for (int i = 0; i < sequence.length; i++) {
            if (!peek(i).is(sequence[i])) {
                return false;
            }
        }
        return true;
    }

    boolean atAny(Set<String> upperCaseWords) {
        Token token = peek();
        return token.kind() == Token.Kind.WORD && upperCaseWords.contains(upper(token.text()));
    }

    /** Steps over these keywords or marks if all of them come next. */
    boolean take(String... sequence) {
        boolean found = at(sequence);
        position += found ? sequence.length : 0;
        return found;
    }

    void expect(String keywordOrMark) throws DdlException {
        if (!take(keywordOrMark)) {
            throw unexpected(keywordOrMark);
        }
    }

    /** Steps over the next token, which must exist. */
    Token next() throws DdlException {
        if (atEnd()) {
            throw unexpected("a complete statement");
        }
        return tokens.get(position++);
    }

    /** Steps over a name and folds it. */
    String name(String what) throws DdlException {
        Token token = peek();
        if (!token.isName()) {
            throw unexpected("the name of a " + what);
        }
        if (!Identifiers.isValid(token.text())) {
            String shown = DdlException.excerpt(token.text(), 0, token.text().length());
            throw refused("the name of a " + what + " cannot be '" + shown + "'", Accepted.NAMES);
        }
        position++;
        return Identifiers.fold(token.text());
    }

    /** Steps over the name of a table; database and schema names before it, and {@code _s3} after it, are dropped. */
    String tableName() throws DdlException {
        String name = name("table");
        for (int i = 0; i < 2 && take("."); i++) {
            name = name("table");
        }
        return TableNames.canonical(name);
    }

    /** Steps over one or more column names in parentheses. */
    List<String> columnNames() throws DdlException {
        Set<String> names = new LinkedHashSet<>();
        expect("(");
        do {
            String name = name("column");
            if (!names.add(name)) {
                throw refused("column " + name + " is named twice in a list", "every column once");
            }
            if (!take("ASC")) {
                take("DESC");
            }
        } while (take(","));
        expect(")");
        return new ArrayList<>(names);
    }

    /** Steps over parentheses and what is in them. */
    void skipParentheses() throws DdlException {
        expect("(");
        for (int depth = 1; depth > 0; ) {
            Token token = next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
    }

    /** A refusal about the token that comes next. */
    DdlException unexpected(String expected) {
        return refused(shown(), expected);
    }

    /** A refusal in the line of the token that comes next. */
    DdlException refused(String problem, String accepted) {
        return refused(line(), problem, accepted);
    }

    DdlException refused(int line, String problem, String accepted) {
        int start = tokens.get(0).start();
        int end = tokens.get(tokens.size() - 1).end();
        return DdlException.of(line, problem, accepted, script, start, end);
    }

    /** What comes next, as the beginning of a message. */
    String shown() {
        Token token = peek();
        return token.isEnd()
                ? "the statement ends too early"
                : "unexpected '" + DdlException.excerpt(script, token.start(), token.end()) + "'";
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
