package org.zenotisync.schema.ddl;

import java.util.Locale;

/**
 * A word, name, constant or mark of a script. Comments are not tokens.
 *
 * @param text the content; without the quotes of strings and quoted names, and with doubled quotes resolved
 * @param line where it begins, counted from 1
 * @param startsLine whether it is the first one of its line
 * @param start offset of its first character in the script
 * @param end offset after its last character
 */
record Token(Kind kind, String text, int line, boolean startsLine, int start, int end) {

    enum Kind {
        WORD,
        /** With letters beyond A to Z: never a keyword. */
        FOREIGN_WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        MARK,
        END
    }

    /** Comes after the last token. It has no text, and is not a keyword, mark or name. */
    static final Token END = new Token(Kind.END, "", 0, false, 0, 0);

    /** Whether this is the end of the script. */
    boolean isEnd() {
        return kind == Kind.END;
    }

    /** Whether this is that keyword (in any case, not quoted) or that mark. */
    boolean is(String keywordOrMark) {
        return (kind == Kind.WORD || kind == Kind.MARK) && text.equalsIgnoreCase(keywordOrMark);
    }

    /** Whether this can be a name. The name need not be valid. */
    boolean isName() {
        return kind == Kind.WORD || kind == Kind.FOREIGN_WORD || kind == Kind.QUOTED_NAME;
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }
}
