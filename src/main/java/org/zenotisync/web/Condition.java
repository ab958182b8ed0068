package org.zenotisync.web;

import java.util.Locale;
import org.zenotisync.status.TableSnapshot;

/** The state of a table for people. The order is that of the page: what needs a person comes first. */
enum Condition {
    FAILED("failed", "✖", true),
    MISSING("target table is missing", "✖", true),
    UNREACHABLE("source cannot be reached", "✖", true),
    WAITING_FOR_SCHEMA("waiting for schema", "⚠", true),
    QUIET("no rows for long", "⚠", true),
    PAUSED("paused", "⏸", false),
    LOADING("loading", "↻", false),
    BEHIND("behind", "…", false),
    IN_STEP("in step", "✔", false),
    SHARED("shared", "–", false),
    EXCLUDED("excluded", "–", false),
    NOT_CONFIGURED("no longer configured", "–", false);

    private final String words;
    private final String symbol;
    private final boolean needsPerson;

    Condition(String words, String symbol, boolean needsPerson) {
        this.words = words;
        this.symbol = symbol;
        this.needsPerson = needsPerson;
    }

    /** The condition of a table that is not without rows for long. */
    static Condition of(TableSnapshot.State state) {
        return switch (state) {
            case FAILED -> FAILED;
            case MISSING -> MISSING;
            case UNREACHABLE -> UNREACHABLE;
            case WAITING_FOR_SCHEMA -> WAITING_FOR_SCHEMA;
            case PAUSED -> PAUSED;
            case LOADING -> LOADING;
            case NEW, BEHIND -> BEHIND;
            case CONSUMED, RESTORED, REPLAYED, ADOPTED, IN_STEP -> IN_STEP;
            case SHARED -> SHARED;
            case EXCLUDED -> EXCLUDED;
            case NOT_CONFIGURED -> NOT_CONFIGURED;
        };
    }

    /** The value in the address of the page, and the class for the style. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** A sign beside the words. */
    public String symbol() {
        return symbol;
    }

    /** Whether the table is not fresh, and does not become so without a person. */
    public boolean needsPerson() {
        return needsPerson;
    }

    /** Whether the table is consumed here at all. */
    boolean isConsumed() {
        return this != SHARED && this != EXCLUDED && this != NOT_CONFIGURED;
    }
}
