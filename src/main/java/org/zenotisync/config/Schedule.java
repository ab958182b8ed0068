package org.zenotisync.config;

import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    private static final Pattern CRONTAB_WEEKDAY = Pattern.compile("(?<![/0-9])[0-7](?![0-9])");

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
            cron[5] = CRONTAB_WEEKDAY.matcher(cron[5]).replaceAll(day -> WEEKDAYS.get(Integer.parseInt(day.group())));
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
        String expression = String.join(" ", cron);
        try {
            CronExpression.validateExpression(expression);
        } catch (ParseException e) {
            throw new ConfigException(KEY + ": '" + text + "' is no cron expression: " + e.getMessage());
        }
        return expression;
    }

    @Override
    public String toString() {
        return Objects.requireNonNullElseGet(cron, () -> Durations.format(interval));
    }
}
