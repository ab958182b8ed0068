package org.zenotisync.feed.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads {@code 2024-02-29 13:14:15.123}, the form of nearly all timestamps of the feed, by its positions and eight
 * characters at a time. Trying every form, as {@link TemporalText} does, took a sixth of the time of a row.
 */
final class UsualTimestamp {

    /** Eight characters at once, the first one lowest. */
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** "0000-00-" as a word. The differences from it are the digits. */
    private static final long YEAR_MONTH = 0x2D30302D30303030L;

    /** "00 00:00" as a word. */
    private static final long DAY_HOUR_MINUTE = 0x30303A3030203030L;

    /**
     * What is added to each byte of such a difference: the highest bit stays 0 if a digit is at most 9 and anything
     * else is 0.
     */
    private static final long YEAR_MONTH_ROOM = 0x7F76767F76767676L;

    private static final long DAY_HOUR_MINUTE_ROOM = 0x76767F76767F7676L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    /** Where the fraction begins. */
    private static final int FRACTION = "2024-02-29 13:14:15.".length();

    /** Microseconds of the last digit, by the number of digits. */
    private static final int[] MICROS_OF_FRACTION = {0, 100_000, 10_000, 1_000, 100, 10, 1};

    private UsualTimestamp() {}

    /**
     * @return microseconds since 1970-01-01T00:00:00, or {@link TemporalText#UNREADABLE} if the text has another form,
     *     or is not a timestamp
     */
    static long read(byte[] text, int from, int to) {
        int digits = to - from - FRACTION;
        if (digits < 1 || digits > 6 || text[from + 16] != ':' || text[from + 19] != '.') {
            return TemporalText.UNREADABLE;
        }
        long date = (long) WORD.get(text, from) ^ YEAR_MONTH;
        long time = (long) WORD.get(text, from + Long.BYTES) ^ DAY_HOUR_MINUTE;
        int tens = text[from + 17] - '0';
        int ones = text[from + 18] - '0';
        int wrong = tens | 5 - tens | ones | 9 - ones;
        int micros = 0;
        for (int i = from + FRACTION; i < to; i++) {
            int digit = text[i] - '0';
            wrong |= digit | 9 - digit;
            micros = micros * 10 + digit;
        }
        // a byte far beyond its room leaves the sum, and shows in the difference itself
        long beyond = date + YEAR_MONTH_ROOM | date | time + DAY_HOUR_MINUTE_ROOM | time;
        if ((beyond & HIGHEST_BITS) != 0 || wrong < 0) {
            return TemporalText.UNREADABLE;
        }
        int hour = pair(time, 3);
        int minute = pair(time, 6);
        long epochDay = EpochDay.of(pair(date, 0) * 100 + pair(date, 2), pair(date, 5), pair(time, 0));
        if (epochDay == TemporalText.UNREADABLE || hour > 23 || minute > 59) {
            return TemporalText.UNREADABLE;
        }
        long seconds = (hour * 60L + minute) * 60 + tens * 10L + ones;
        return epochDay * TemporalText.MICROS_PER_DAY
                + seconds * TemporalText.MICROS_PER_SECOND
                + (long) micros * MICROS_OF_FRACTION[digits];
    }

    /** The number of two digits; the first one is so many bytes after the first byte. */
    private static int pair(long digits, int at) {
        int two = (int) (digits >>> at * Byte.SIZE);
        return (two & 0xF) * 10 + (two >>> Byte.SIZE & 0xF);
    }
}
