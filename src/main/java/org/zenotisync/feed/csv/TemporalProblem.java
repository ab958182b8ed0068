package org.zenotisync.feed.csv;

import java.time.Year;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zenotisync.model.ColumnType;

/**
 * Says why a text is not a date or time that its column can hold. Used only for values that {@link TemporalText} cannot
 * read.
 */
final class TemporalProblem {

    private static final Pattern DATE = Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?=$|[ Tt])"
            + "|(\\d{1,2})([-/.])(\\d{1,2})\\6(\\d{4})(?=$|[ Tt])|(\\d{4})(\\d{2})(\\d{2})(?=$|[ Tt])");

    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2}))?(?:\\.\\d+)?(?=$|[ Zz+-]).*");

    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private TemporalProblem() {}

    /**
     * What is wrong with a value, to follow the value in a message.
     *
     * @param kind of its column: DATE, TIME, TIMESTAMP or TIMESTAMPTZ
     */
    static String of(String text, ColumnType.Kind kind) {
        Matcher date = DATE.matcher(text);
        boolean isDated = kind != ColumnType.Kind.TIME && date.lookingAt();
        String problem = isDated ? dateProblem(date) : "";
        if (problem.isEmpty()) {
            String rest = isDated ? text.substring(date.end()).strip().replaceFirst("^[Tt]", "") : text;
            problem = timeProblem(rest, isDated && date.group().contains("9999"));
            if (problem.isEmpty() && isDated && kind == ColumnType.Kind.DATE && !rest.isEmpty()) {
                return "has a time, which a DATE column does not hold";
            }
        }
        return problem.isEmpty() ? ofUnknown(kind) : problem;
    }

    /** The same of a value that must not be shown, not even in parts. */
    static String ofUnknown(ColumnType.Kind kind) {
        return "is not in a known form such as " + example(kind);
    }

    private static String example(ColumnType.Kind kind) {
        return switch (kind) {
            case DATE -> "2024-02-29";
            case TIME -> "13:14:15.123";
            default -> "2024-02-29 13:14:15.123";
        };
    }

    private static String dateProblem(Matcher date) {
        boolean isMonthFirst = date.group(8) != null;
        int year = Integer.parseInt(first(date, 1, 8, 9));
        int month = Integer.parseInt(first(date, 3, 5, 10));
        int day = Integer.parseInt(first(date, 4, 7, 11));
        String reason;
        if (year < 1) {
            reason = "there is not a year 0";
        } else if (month < 1 || month > 12) {
            reason = "the month is " + month
                    + (isMonthFirst ? "; a date that ends with its year begins with its month" : "");
        } else if (day < 1 || day > DAYS[month - 1] || month == 2 && day == 29 && !Year.isLeap(year)) {
            reason = "month " + month + " of " + year + " has "
                    + (month == 2 && !Year.isLeap(year) ? 28 : DAYS[month - 1]) + " days";
        } else {
            return "";
        }
        return "is a date, but there is no such day: " + reason;
    }

    private static String timeProblem(String text, boolean isOfLastYear) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return "";
        }
        int hour = Integer.parseInt(time.group(1));
        int minute = Integer.parseInt(time.group(2));
        int second = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
        boolean isEndOfDay = hour == 24 && minute == 0 && second == 0;
        if (hour > 23 && !isEndOfDay) {
            return "has a time, but there is no such time: the hour is " + hour;
        }
        if (minute > 59 || second > 59) {
            return "has a time, but there is no such time: the "
                    + (minute > 59 ? "minute is " + minute : "second is " + second);
        }
        return isEndOfDay && isOfLastYear ? "is after the year 9999" : "";
    }

    private static String first(Matcher matcher, int... groups) {
        for (int group : groups) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        throw new IllegalStateException("a date without one of its parts");
    }
}
