package org.zenotisync.config;

import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * When cycles start ({@code zenoti.schedule}): every so often, or by a cron expression of 5 fields (minute first, as
 * crontab has it) or of 6 or 7 fields (second first, as Quartz has it).
 *
 * @param interval time between two cycles, null if there is a cron expression
 * @param cron a Quartz cron expression, null if there is an interval
 */
public record Schedule(Duration interval, String cron) {

    static final String KEY = "zenoti.schedule";

    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** Greatest second, minute, hour, day and month. */
    private static final int[] MOST = {59, 59, 23, 31, 12};

    /** An element of crontab's list of days of the week: all or one or from one to another, and every how many. */
    private static final Pattern CRONTAB_WEEKDAYS = Pattern.compile("(?:\\*|(\\w+)(?:-(\\w+))?)(?:/([1-7]))?");

    /**
     * @throws ConfigException if the text is neither an interval nor a cron expression
     */
    static Schedule parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length == 1) {
            Duration interval = Durations.parse(KEY, text);
            if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new ConfigException(KEY + ": an interval is at least 1s, not '" + text + "'");
            }
            return new Schedule(interval, null);
        }
        if (fields.length < 5 || fields.length > 7) {
            throw new ConfigException(
                    KEY + ": '" + text + "' is neither an interval such as 15m nor a cron expression of 5 to 7 fields");
        }
        return new Schedule(null, quartz(text, fields));
    }

    /** Quartz wants seconds, a question mark for one of the two day fields, and counts days of the week from 1. */
    private static String quartz(String text, String[] fields) {
        String[] cron = fields.clone();
        if (fields.length == 5) {
            cron = ("0 " + String.join(" ", fields)).split(" ");
            cron[5] = weekdays(text, cron[5]);
        }
        if (!cron[3].equals("?") && !cron[5].equals("?")) {
            if (cron[5].equals("*")) {
                cron[5] = "?";
            } else if (cron[3].equals("*")) {
                cron[3] = "?";
            } else {
                throw new ConfigException(KEY + ": '" + text
                        + "' limits both the day of the month and the day of the week; one of them must be *");
            }
        }
        requireRanges(text, cron);
        String expression = String.join(" ", cron);
        try {
            if (new CronExpression(expression).getNextValidTimeAfter(new Date()) == null) {
                throw new ConfigException(KEY + ": the time of '" + text + "' never comes");
            }
        } catch (ParseException | NoSuchElementException e) {
            throw new ConfigException(KEY + ": '" + text + "' is no cron expression: " + e.getMessage());
        }
        return expression;
    }

    /** Quartz takes a minute 99 for one. */
    private static void requireRanges(String text, String[] cron) {
        for (int field = 0; field < MOST.length; field++) {
            for (String number : cron[field].replaceAll("/[0-9]+", "").split("[^0-9]+")) {
                if (!number.isEmpty() && (number.length() > 2 || Integer.parseInt(number) > MOST[field])) {
                    throw new ConfigException(
                            KEY + ": '" + text + "' is no cron expression: " + number + " is more than " + MOST[field]);
                }
            }
        }
    }

    /** Names the days one by one: Quartz counts them otherwise, and takes no step behind names. */
    private static String weekdays(String text, String field) {
        if (field.equals("*") || field.equals("?")) {
            return field;
        }
        Set<String> days = new LinkedHashSet<>();
        for (String element : field.split(",", -1)) {
            Matcher matcher = CRONTAB_WEEKDAYS.matcher(element);
            int from = matcher.matches() ? weekday(matcher.group(1), 0) : -1;
            int to = from < 0 ? -1 : weekday(matcher.group(2), matcher.end(1) == matcher.end() ? from : 6);
            if (from < 0 || to < 0) {
                throw new ConfigException(
                        KEY + ": '" + text + "' is no cron expression: '" + field + "' names no days of the week");
            }
            int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
            for (int day = from; day <= (to < from ? to + 7 : to); day += step) {
                days.add(WEEKDAYS.get(day % 7));
            }
        }
        return String.join(",", days);
    }

    /** The number of a day that is written as 0 to 7 or by its name; -1 if it is none. */
    private static int weekday(String day, int absent) {
        if (day == null) {
            return absent;
        }
        return day.matches("[0-7]") ? Integer.parseInt(day) : WEEKDAYS.indexOf(day.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return Objects.requireNonNullElseGet(cron, () -> Durations.format(interval));
    }
}
