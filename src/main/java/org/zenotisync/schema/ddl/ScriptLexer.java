package org.zenotisync.schema.ddl;

import org.zenotisync.schema.ddl.Token.Kind;

/**
 * Cuts a script into tokens, one at a time, and leaves out what has no meaning: byte order marks, white space and
 * comments. Comments in slash and star nest, as in PostgreSQL.
 */
final class ScriptLexer {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String script;
    private int position;
    private int line = 1;
    /** The line on which the last token ended; a token on a later line is the first one of its line. */
    private int lastTokenLine;

    ScriptLexer(String script) {
        this.script = script;
    }

    /**
     * The next token; {@link Token#END} at the end of the script.
     *
     * @throws DdlException for a character that no accepted statement has, and for a comment, string or name that is
     *     never closed
     */
    Token next() throws DdlException {
        skipBlanksAndComments();
        if (position >= script.length()) {
            return Token.END;
        }
        int start = position;
        int startLine = line;
        boolean startsLine = line > lastTokenLine;
        Kind kind;
        String text;
        char c = script.charAt(position);
        if (isWordStart(c) || isForeignLetter(c)) {
            text = word();
            kind = text.chars().anyMatch(letter -> letter > '~') ? Kind.FOREIGN_WORD : Kind.WORD;
        } else if (isDigit(c) || c == '.' && isDigit(peek(1))) {
            kind = Kind.NUMBER;
            text = number();
        } else if (c == '\'') {
            kind = Kind.STRING;
            text = quoted('\'', "string");
        } else if (c == '"') {
            kind = Kind.QUOTED_NAME;
            text = quoted('"', "quoted name");
        } else if (c == '[') {
            kind = Kind.QUOTED_NAME;
            text = quoted(']', "name in brackets");
        } else {
            kind = Kind.MARK;
            text = mark();
        }
        lastTokenLine = line;
        return new Token(kind, text, startLine, startsLine, start, position);
    }

    private void skipBlanksAndComments() throws DdlException {
        while (position < script.length()) {
            char c = script.charAt(position);
            if (c == '-' && peek(1) == '-') {
                skipLine();
            } else if (c == '/' && peek(1) == '*') {
                skipBlockComment();
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == BYTE_ORDER_MARK) {
                advance();
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (position < script.length() && script.charAt(position) != '\n' && script.charAt(position) != '\r') {
            position++;
        }
    }

    private void skipBlockComment() throws DdlException {
        int start = position;
        int startLine = line;
        int depth = 0;
        do {
            if (position >= script.length()) {
                throw refused(start, startLine, "a comment is never closed", "comments that end with */");
            }
            boolean opens = script.charAt(position) == '/' && peek(1) == '*';
            boolean closes = script.charAt(position) == '*' && peek(1) == '/';
            advance();
            if (opens || closes) {
                advance();
                depth += opens ? 1 : -1;
            }
        } while (depth > 0);
    }

    private String word() {
        int start = position;
        while (isWordStart(peek(0)) || isForeignLetter(peek(0)) || isDigit(peek(0)) || peek(0) == '$') {
            position++;
        }
        return script.substring(start, position);
    }

    private String number() {
        int start = position;
        skipDigits();
        if (peek(0) == '.') {
            position++;
            skipDigits();
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (isDigit(peek(1 + sign))) {
                position += 1 + sign;
                skipDigits();
            }
        }
        return script.substring(start, position);
    }

    private void skipDigits() {
        while (isDigit(peek(0))) {
            position++;
        }
    }

    /** The text up to {@code close}. A doubled {@code close} is part of the text. */
    private String quoted(char close, String what) throws DdlException {
        int start = position;
        int startLine = line;
        StringBuilder text = new StringBuilder();
        position++;
        while (position < script.length()) {
            char c = script.charAt(position);
            if (c == close) {
                position++;
                if (peek(0) != close) {
                    return text.toString();
                }
            } else if (c == '\\') {
                // an escape in Redshift, a plain character in standard SQL: even the end of the string is not certain
                throw refused(start, startLine, "a backslash in a " + what, "strings and names without backslashes");
            }
            text.append(c);
            advance();
        }
        throw refused(start, startLine, "a " + what + " is never closed", "a closing " + close);
    }

    private String mark() throws DdlException {
        char c = script.charAt(position);
        if (c == '\\') {
            throw refused(position, line, "psql commands are refused", Accepted.STATEMENTS);
        }
        if (c < ' ' || c > '~') {
            String name = String.format("U+%04X", script.codePointAt(position));
            throw refused(
                    position, line, "unexpected character " + name, "plain ASCII outside of comments and strings");
        }
        position++;
        return String.valueOf(c);
    }

    /** Steps over one character; LF, CR and CRLF each end a line. */
    private void advance() {
        char c = script.charAt(position++);
        if (c == '\n' || c == '\r' && peek(0) != '\n') {
            line++;
        }
    }

    private char peek(int ahead) {
        return position + ahead < script.length() ? script.charAt(position + ahead) : '\0';
    }

    private static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isForeignLetter(char c) {
        return c > '~' && Character.isLetter(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private DdlException refused(int start, int startLine, String problem, String accepted) {
        return DdlException.of(startLine, problem, accepted, script, start, script.length());
    }
}
