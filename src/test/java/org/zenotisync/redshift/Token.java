package org.zenotisync.redshift;

/**
 * A token of SQL.
 *
 * @param text of a word or a quoted name: folded to lower case; of a literal: with its quotes, as it was written
 * @param value of a name or a literal: what it means
 */
record Token(Kind kind, String text, String value) {

    enum Kind {
        WORD,
        QUOTED_NAME,
        LITERAL,
        NUMBER,
        PARAMETER,
        SYMBOL,
        END
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** An unquoted word, in lower case. */
    boolean is(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** As PostgreSQL reads it. */
    String sql() {
        return kind == Kind.QUOTED_NAME ? '"' + value.replace("\"", "\"\"") + '"' : text;
    }
}
