package org.zenotisync.feed.csv;

/**
 * Reads dates, times and timestamps in the forms that Redshift's COPY accepts (AWS documentation, "DATEFORMAT and
 * TIMEFORMAT strings" and "Using automatic recognition"): {@code 2024-02-29}, {@code 2024-02-29 13:14[:15[.123456]]}, a
 * {@code T} instead of the blank, {@code /} or {@code .} instead of {@code -}, {@code 20240229 131415}, month first
 * with {@code 02/29/2024} or {@code 02-29-2024}, {@code 01:14:15 PM}, and a zone ({@code Z}, {@code +05:30}) after the
 * time. A fraction beyond microseconds is rounded to the nearest one, and cut if rounding would leave the range: the
 * year 9999, or the day of a time. Without a zone column the zone is ignored, as Redshift ignores it for TIMESTAMP.
 */
final class TemporalText {

    /**
     * What {@link #timestamp}, {@link #date} and {@link #time} return for text that they cannot read. No value of the
     * feed is equal to it.
     */
    static final long UNREADABLE = Long.MIN_VALUE;

    static final long MICROS_PER_SECOND = 1_000_000L;
    static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

    /** 9999-12-31, SQL Server's end of time. No form has a year of five digits. */
    private static final long LAST_DAY = EpochDay.of(9999, 12, 31);

    private static final long LAST_TIME = MICROS_PER_DAY - 1;

    private byte[] text = {};
    private int position;
    private int end;

    /** Whether the fraction of the time that was read is a microsecond more than its digits say. */
    private boolean roundedUp;

    /**
     * @param zoned whether a zone is applied (TIMESTAMPTZ; none means UTC) instead of ignored
     * @return microseconds since 1970-01-01T00:00:00, or {@link #UNREADABLE}
     */
    long timestamp(byte[] bytes, int from, int to, boolean zoned) {
        long usual = UsualTimestamp.read(bytes, from, to);
        if (usual != UNREADABLE) {
            return usual;
        }
        begin(bytes, from, to);
        long day = readDate();
        if (day == UNREADABLE) {
            return UNREADABLE;
        }
        long micros = day * MICROS_PER_DAY;
        if (position == end) {
            return micros;
        }
        byte separator = text[position++];
        if (separator != ' ' && separator != 'T' && separator != 't') {
            return UNREADABLE;
        }
        long time = readTime();
        if (time == UNREADABLE) {
            return UNREADABLE;
        }
        long offset = readOffset();
        if (offset == UNREADABLE || position != end) {
            return UNREADABLE;
        }
        if (day == LAST_DAY && time > LAST_TIME) {
            if (!roundedUp) {
                return UNREADABLE;
            }
            time = LAST_TIME;
        }
        return micros + time - (zoned ? offset : 0);
    }

    /**
     * A date. Midnight after it is accepted, any other time is not, not even one that rounds to the next day.
     *
     * @return days since 1970-01-01, or {@link #UNREADABLE}
     */
    long date(byte[] bytes, int from, int to) {
        begin(bytes, from, to);
        long day = readDate();
        if (day == UNREADABLE || position == end) {
            return day;
        }
        return timestamp(bytes, from, to, false) == day * MICROS_PER_DAY ? day : UNREADABLE;
    }

    /** @return microseconds since midnight, or {@link #UNREADABLE} */
    long time(byte[] bytes, int from, int to) {
        begin(bytes, from, to);
        long micros = readTime();
        if (micros == UNREADABLE || readOffset() == UNREADABLE || position != end) {
            return UNREADABLE;
        }
        return roundedUp ? Math.min(micros, LAST_TIME) : micros;
    }

    private void begin(byte[] bytes, int from, int to) {
        text = bytes;
        position = from;
        end = to;
    }

    private long readDate() {
        int start = position;
        int first = readNumber(8);
        int digits = position - start;
        int year;
        int month;
        int day;
        if (digits == 8) {
            year = first / 10_000;
            month = first / 100 % 100;
            day = first % 100;
        } else {
            if (position == end || (digits != 4 && digits != 1 && digits != 2)) {
                return UNREADABLE;
            }
            byte separator = text[position++];
            if (separator != '-' && separator != '/' && separator != '.') {
                return UNREADABLE;
            }
            int second = readNumber(2);
            if (second < 0 || position == end || text[position++] != separator) {
                return UNREADABLE;
            }
            int thirdStart = position;
            int third = readNumber(4);
            if (third < 0) {
                return UNREADABLE;
            }
            if (digits == 4) {
                if (position - thirdStart > 2) {
                    return UNREADABLE;
                }
                year = first;
                month = second;
                day = third;
            } else {
                if (position - thirdStart != 4) {
                    return UNREADABLE;
                }
                year = third;
                month = first;
                day = second;
            }
        }
        return EpochDay.of(year, month, day);
    }

    private long readTime() {
        int start = position;
        int hour = readNumber(6);
        int digits = position - start;
        int minute = 0;
        int second = 0;
        long fraction = 0;
        roundedUp = false;
        if (digits == 6) {
            second = hour % 100;
            minute = hour / 100 % 100;
            hour /= 10_000;
            fraction = readFraction();
        } else {
            if (digits < 1 || digits > 2 || !skip(':')) {
                return UNREADABLE;
            }
            minute = readNumber(2);
            if (skip(':')) {
                second = readNumber(2);
                fraction = readFraction();
            }
        }
        hour = readHalfDay(hour);
        boolean endOfDay = hour == 24 && minute == 0 && second == 0 && fraction == 0;
        if (hour < 0 || minute < 0 || second < 0 || fraction < 0 || minute > 59 || second > 59) {
            return UNREADABLE;
        }
        if (hour > 23 && !endOfDay) {
            return UNREADABLE;
        }
        return ((hour * 60L + minute) * 60 + second) * MICROS_PER_SECOND + fraction;
    }

    /** The fraction in microseconds, 0 if there is none. */
    private long readFraction() {
        if (position == end || text[position] != '.') {
            return 0;
        }
        position++;
        long micros = 0;
        int digits = 0;
        while (position < end && isDigit(text[position])) {
            int digit = text[position++] - '0';
            if (digits < 6) {
                micros = micros * 10 + digit;
            } else if (digits == 6) {
                roundedUp = digit >= 5;
            }
            digits++;
        }
        for (int i = digits; i < 6; i++) {
            micros *= 10;
        }
        return digits == 0 ? UNREADABLE : micros + (roundedUp ? 1 : 0);
    }

    /** Turns the hour of a 12-hour clock into that of the day if AM or PM follows. */
    private int readHalfDay(int hour) {
        int at = position < end && text[position] == ' ' ? position + 1 : position;
        if (at + 2 != end || (text[at + 1] | 0x20) != 'm') {
            return hour;
        }
        int half = text[at] | 0x20;
        if (half != 'a' && half != 'p') {
            return hour;
        }
        position = end;
        if (hour < 1 || hour > 12) {
            return -1;
        }
        return hour % 12 + (half == 'p' ? 12 : 0);
    }

    /** The zone's offset from UTC in microseconds, 0 if there is none. */
    private long readOffset() {
        if (position == end) {
            return 0;
        }
        if (text[position] == ' ') {
            position++;
        }
        if (end - position == 1 && (text[position] | 0x20) == 'z') {
            position++;
            return 0;
        }
        if (end - position == 3 && (text[position] | 0x20) == 'u' && (text[position + 1] | 0x20) == 't') {
            position = (text[end - 1] | 0x20) == 'c' ? end : position;
            return position == end ? 0 : UNREADABLE;
        }
        if (position == end || (text[position] != '+' && text[position] != '-')) {
            return UNREADABLE;
        }
        int sign = text[position++] == '-' ? -1 : 1;
        int start = position;
        int hours = readNumber(4);
        int minutes = 0;
        if (position - start == 4) {
            minutes = hours % 100;
            hours /= 100;
        } else if (position - start != 2) {
            return UNREADABLE;
        } else if (skip(':')) {
            start = position;
            minutes = readNumber(2);
            if (position - start != 2) {
                return UNREADABLE;
            }
        }
        if (minutes < 0 || minutes > 59 || hours > 15) {
            return UNREADABLE;
        }
        return sign * (hours * 60L + minutes) * 60 * MICROS_PER_SECOND;
    }

    private boolean skip(char wanted) {
        if (position < end && text[position] == wanted) {
            position++;
            return true;
        }
        return false;
    }

    /** Up to {@code most} digits as a number; -1 if there is none. */
    private int readNumber(int most) {
        byte[] digits = text;
        int at = position;
        int limit = Math.min(end, at + most);
        int value = 0;
        while (at < limit && isDigit(digits[at])) {
            value = value * 10 + digits[at++] - '0';
        }
        boolean isNone = at == position;
        position = at;
        return isNone ? -1 : value;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
