package org.zenotisync.redshift;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the tokens of a statement one after the other. */
final class Cursor {

    private static final Token END = new Token(Token.Kind.END, "the end", "");

    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return at < tokens.size() ? tokens.get(at) : END;
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    boolean isAtEnd() {
        return at >= tokens.size();
    }

    /** Takes the words if they come next, all of them. */
    boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean acceptSymbol(String symbol) {
        if (peek().isSymbol(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    void expectSymbol(String symbol) throws SQLException {
        if (!acceptSymbol(symbol)) {
            throw Refusal.syntax("'" + peek().text() + "' where " + symbol + " is expected");
        }
    }

    void expect(String word) throws SQLException {
        if (!accept(word)) {
            throw Refusal.syntax(
                    "'" + peek().text() + "' where " + word.toUpperCase(java.util.Locale.ROOT) + " is expected");
        }
    }

    void expectEnd() throws SQLException {
        if (!isAtEnd()) {
            throw Refusal.syntax("'" + peek().text() + "' where the statement should end");
        }
    }

    /** A name; of words those that Redshift reserves must be quoted. */
    String name() throws SQLException {
        Token token = next();
        if (!token.isName()) {
            throw Refusal.syntax("'" + token.text() + "' where a name is expected");
        }
        if (token.kind() == Token.Kind.WORD && ReservedWords.contains(token.text())) {
            throw Refusal.syntax("the reserved word " + token.text() + " as a name");
        }
        return token.value();
    }

    TableName tableName() throws SQLException {
        String first = name();
        if (!acceptSymbol(".")) {
            return new TableName(null, first);
        }
        TableName name = new TableName(first, name());
        if (peek().isSymbol(".")) {
            throw Refusal.lacks("table to write to in another database");
        }
        return name;
    }

    /** Names in parentheses. */
    List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        expectSymbol("(");
        do {
            names.add(name());
        } while (acceptSymbol(","));
        expectSymbol(")");
        return names;
    }

    String literal() throws SQLException {
        Token token = next();
        if (token.kind() != Token.Kind.LITERAL) {
            throw Refusal.syntax("'" + token.text() + "' where a literal is expected");
        }
        return token.value();
    }

    int number() throws SQLException {
        Token token = next();
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches("[0-9]{1,9}")) {
            throw Refusal.syntax("'" + token.text() + "' where a whole number is expected");
        }
        return Integer.parseInt(token.text());
    }

    /** What has not been read yet, as SQL. */
    String rest() {
        return sql(tokens.subList(Math.min(at, tokens.size()), tokens.size()));
    }

    static String sql(List<Token> tokens) {
        return tokens.stream().map(Token::sql).collect(Collectors.joining(" "));
    }
}
