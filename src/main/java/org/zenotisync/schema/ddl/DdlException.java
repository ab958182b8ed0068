package org.zenotisync.schema.ddl;

/**
 * A schema script that is not accepted. The message is one line: where in the script, what is refused or unreadable,
 * what is accepted instead, and the beginning of the statement. Nothing of the script may be applied.
 */
public final class DdlException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int EXCERPT = 80;

    private final int line;

    private DdlException(int line, String message) {
        super("line " + line + ": " + message);
        this.line = line;
    }

    /**
     * A refusal.
     *
     * @param script the complete script; the part from {@code start} to {@code end} is quoted, shortened
     * @param accepted what would be accepted in this place
     */
    static DdlException of(int line, String problem, String accepted, String script, int start, int end) {
        return new DdlException(
                line, problem + "; accepted: " + accepted + "; statement: " + excerpt(script, start, end));
    }

    /** The line of the script, counted from 1, that the message is about. */
    public int line() {
        return line;
    }

    /** One printable, shortened line of a text: text from outside must not forge lines of a log. */
    static String excerpt(String text, int start, int end) {
        StringBuilder excerpt = new StringBuilder();
        boolean blank = false;
        int length = 0;
        for (int i = start; i < end; i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                blank = true;
                continue;
            }
            if (length >= EXCERPT) {
                return excerpt.append("...").toString();
            }
            if (blank && length > 0) {
                excerpt.append(' ');
                length++;
            }
            excerpt.appendCodePoint(isPrintable(c) ? c : '?');
            length++;
            blank = false;
        }
        return excerpt.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
