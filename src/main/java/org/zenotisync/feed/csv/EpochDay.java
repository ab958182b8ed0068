package org.zenotisync.feed.csv;

import java.time.Year;

/**
 * Counts days as LocalDate does, without an object for each: with LocalDate a row took 5 % more time from its file to
 * COPY.
 */
final class EpochDay {

    /** Days from 0001-01-01 to 1970-01-01. */
    private static final long EPOCH = 719_162;

    /** Days of a year without a leap day before each month, from 1; the last one is that of the next year. */
    private static final int[] DAYS_BEFORE = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

    private EpochDay() {}

    /** @return days since 1970-01-01, or {@link TemporalText#UNREADABLE} if there is no such day from year 1 on */
    static long of(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1) {
            return TemporalText.UNREADABLE;
        }
        boolean isLeap = Year.isLeap(year);
        int days = DAYS_BEFORE[month + 1] - DAYS_BEFORE[month] + (isLeap && month == 2 ? 1 : 0);
        if (day > days) {
            return TemporalText.UNREADABLE;
        }
        int before = year - 1;
        int leapDays = before / 4 - before / 100 + before / 400 + (isLeap && month > 2 ? 1 : 0);
        return before * 365L + leapDays + DAYS_BEFORE[month] + day - 1 - EPOCH;
    }
}
