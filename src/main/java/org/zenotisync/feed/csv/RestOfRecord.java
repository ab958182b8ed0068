package org.zenotisync.feed.csv;

/** One way to read the rest of a record, byte by byte. It knows only whether a line end would end the record. */
final class RestOfRecord {

    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        QUOTE_IN_QUOTES
    }

    /** Whether a quote ends a quoted field only before a comma or a line end, and is text elsewhere. */
    private final boolean lenient;

    private State state;

    private RestOfRecord(boolean lenient, State state) {
        this.lenient = lenient;
        this.state = state;
    }

    /** The last field is closed; the text up to the next comma does not belong to any field. */
    static RestOfRecord afterField() {
        return new RestOfRecord(false, State.UNQUOTED);
    }

    /** The last field is still open; its last quote was text. */
    static RestOfRecord insideQuotes() {
        return new RestOfRecord(true, State.QUOTED);
    }

    void read(byte b) {
        state = switch (state) {
            case FIELD_START -> b == '"' ? State.QUOTED : unquoted(b);
            case UNQUOTED -> unquoted(b);
            case QUOTED -> b == '"' ? State.QUOTE_IN_QUOTES : State.QUOTED;
            case QUOTE_IN_QUOTES -> b == '"' || b != ',' && lenient ? State.QUOTED : unquoted(b);
        };
    }

    private static State unquoted(byte b) {
        return b == ',' ? State.FIELD_START : State.UNQUOTED;
    }

    /** Whether the record may end here. */
    boolean mayEnd() {
        return state != State.QUOTED;
    }
}
