package org.zenotisync.warehouse;

import java.time.LocalDate;
import org.zenotisync.model.ColumnType.Kind;

/**
 * Which values of the feed a database has no place for, although they are values of their type. A reader asks before
 * rows are written: the database's own error names neither the object nor the line.
 *
 * @param database its name for people
 * @param hasNotFinite whether a REAL or DOUBLE can be NaN or infinite
 * @param hasEndOfDay whether a TIME can be 24:00:00
 * @param firstDay the first one that it can have, in a DATE, a TIMESTAMP, and in UTC a TIMESTAMPTZ
 * @param lastDay the last one
 */
public record ValueLimits(
        String database, boolean hasNotFinite, boolean hasEndOfDay, LocalDate firstDay, LocalDate lastDay) {

    /** The first day that the feed's texts can have. */
    public static final LocalDate YEAR_ONE = LocalDate.of(1, 1, 1);

    /** The last day that the feed's texts can have. In UTC a moment may be later, and earlier than the first day. */
    public static final LocalDate END_OF_9999 = LocalDate.of(9999, 12, 31);

    /** A database that has a place for all values. */
    public static final ValueLimits NONE =
            new ValueLimits("", true, true, YEAR_ONE.minusYears(1), END_OF_9999.plusYears(1));

    /**
     * Why a value cannot be kept that is not within the limits, to follow "value '…' ". Nothing of the value is in it.
     *
     * @param kind of its column
     */
    public String problem(Kind kind) {
        return switch (kind) {
            case REAL, DOUBLE -> "cannot be kept: " + database + " has no NaN and no infinite numbers";
            case TIME -> "cannot be kept: the last time of a day that " + database + " can hold is 23:59:59.999999";
            default ->
                (kind == Kind.TIMESTAMPTZ ? "in UTC is not within " : "is not within ") + range() + ", which "
                        + database + " can hold";
        };
    }

    private String range() {
        return firstDay.equals(YEAR_ONE) && lastDay.equals(END_OF_9999)
                ? "the years 1 and 9999"
                : firstDay + " and " + lastDay;
    }
}
