package org.zenotisync.redshift;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits SQL as Redshift does: a backslash escapes in literals, there are no literals with a prefix (PostgreSQL 8.0), and
 * quoted names are folded to lower case as well ("Names and identifiers", "enable_case_sensitive_identifier").
 */
final class Lexer {

    /** "Amazon Redshift SQL": the maximum size of a statement. */
    private static final int LONGEST_STATEMENT = 16 * 1024 * 1024;

    /** "Names and identifiers": what is longer is cut without a word. */
    private static final int LONGEST_NAME = 127;

    /** What PostgreSQL keeps of a name. */
    private static final int LONGEST_NAME_HERE = 63;

    private static final List<String> LONG_SYMBOLS = List.of("::", "<=", ">=", "<>", "!=", "||");

    private final String sql;
    private int at;

    private Lexer(String sql) {
        this.sql = sql;
    }

    static List<Token> split(String sql) throws SQLException {
        if (sql.getBytes(StandardCharsets.UTF_8).length > LONGEST_STATEMENT) {
            throw Refusal.lacks("statements of more than 16 MB");
        }
        Lexer lexer = new Lexer(sql);
        List<Token> tokens = new ArrayList<>();
        while (lexer.skipBlanks()) {
            tokens.add(lexer.next());
        }
        return tokens;
    }

    private boolean skipBlanks() throws SQLException {
        while (at < sql.length()) {
            if (Character.isWhitespace(sql.charAt(at))) {
                at++;
            } else if (sql.startsWith("--", at)) {
                at = endOr(sql.indexOf('\n', at));
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at);
                if (end < 0) {
                    throw Refusal.syntax("a comment without an end");
                }
                at = end + 2;
            } else {
                return true;
            }
        }
        return false;
    }

    private int endOr(int index) {
        return index < 0 ? sql.length() : index;
    }

    private Token next() throws SQLException {
        char first = sql.charAt(at);
        if (first == '\'') {
            return literal();
        }
        if (first == '"') {
            return quotedName();
        }
        if (Character.isLetter(first) || first == '_' || first == '#') {
            return word();
        }
        if (Character.isDigit(first)) {
            String text = run("[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?");
            return new Token(Token.Kind.NUMBER, text, text);
        }
        if (first == '$') {
            throw Refusal.lacks("dollar quotes");
        }
        String symbol = LONG_SYMBOLS.stream()
                .filter(s -> sql.startsWith(s, at))
                .findFirst()
                .orElse(String.valueOf(first));
        at += symbol.length();
        return new Token(symbol.equals("?") ? Token.Kind.PARAMETER : Token.Kind.SYMBOL, symbol, symbol);
    }

    private String run(String pattern) {
        var matcher = java.util.regex.Pattern.compile(pattern).matcher(sql).region(at, sql.length());
        matcher.lookingAt();
        at = matcher.end();
        return matcher.group();
    }

    private Token word() throws SQLException {
        String text = fold(run("[\\p{L}_#][\\p{L}\\p{N}_$]*"));
        if (sql.startsWith("'", at) || text.equals("u") && sql.startsWith("&'", at)) {
            throw Refusal.lacks("literal " + text.toUpperCase(java.util.Locale.ROOT) + "'...'");
        }
        return new Token(Token.Kind.WORD, text, named(text));
    }

    private Token quotedName() throws SQLException {
        StringBuilder name = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '"' && !sql.startsWith("\"\"", at)) {
                at++;
                return new Token(Token.Kind.QUOTED_NAME, fold(name.toString()), named(fold(name.toString())));
            }
            if (c == '"') {
                at++;
            }
            name.append(c);
        }
        throw Refusal.syntax("a quoted name without an end");
    }

    private static String named(String name) throws SQLException {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_NAME) {
            throw Refusal.lacks("names of more than 127 bytes");
        }
        if (bytes > LONGEST_NAME_HERE) {
            throw Refusal.notCarriedOut("a name of more than 63 bytes, which PostgreSQL would cut");
        }
        return name;
    }

    private Token literal() throws SQLException {
        int start = at;
        StringBuilder value = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '\'' && !sql.startsWith("''", at)) {
                at++;
                return new Token(Token.Kind.LITERAL, sql.substring(start, at), value.toString());
            }
            if (c == '\'' || c == '\\' && at + 1 < sql.length()) {
                at++;
                value.append(c == '\'' ? c : escaped(sql.charAt(at)));
            } else {
                value.append(c);
            }
        }
        throw Refusal.syntax("a literal without an end");
    }

    private static char escaped(char c) throws SQLException {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b', 'f', 'x', 'u', 'U', '0', '1', '2', '3', '4', '5', '6', '7' ->
                throw Refusal.notCarriedOut("the escape \\" + c + " in a literal");
            default -> c;
        };
    }

    /** Only ASCII is folded. */
    static String fold(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return folded.toString();
    }
}
