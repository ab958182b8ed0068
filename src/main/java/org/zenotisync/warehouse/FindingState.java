package org.zenotisync.warehouse;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** What is wrong with a row; the value of a column of {@link CompareTables#FINDING}. */
public enum FindingState {
    /** The target lacks an expected row. */
    MISSING(0),
    /** The target has other values. */
    DIFFERENT(1),
    /** The target has a row that a later table group has deleted. */
    NOT_DELETED(2),
    /** The target has a key more often than it is expected. */
    SURPLUS(3),
    /** The target lacks a row that is in the quarantine. */
    QUARANTINED(4),
    /** Undecided: several expected rows share the key, and the target has other rows of it. */
    SHARES_KEY(5),
    /** Undecided: files that may have changed the row are gone from the source. */
    FILES_GONE(6),
    /** Undecided: another POD or source may have brought the row of the target. */
    OF_OTHERS(7);

    private final int code;

    FindingState(int code) {
        this.code = code;
    }

    /** By the value of the column. */
    public static FindingState of(int value) {
        return Arrays.stream(values())
                .filter(state -> state.code == value)
                .findFirst()
                .orElseThrow();
    }

    /** Those of rows of which it cannot be said whether the target is right, each for another reason. */
    public static Stream<FindingState> undecided() {
        return Stream.of(SHARES_KEY, FILES_GONE, OF_OTHERS);
    }

    /** The name as reports have it: {@code notDeleted}. */
    public String id() {
        return switch (this) {
            case NOT_DELETED -> "notDeleted";
            case SHARES_KEY, FILES_GONE, OF_OTHERS -> "undecided";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    String sql() {
        return Integer.toString(code);
    }
}
