package org.zenotisync.config;

import com.cronutils.mapper.CronMapper;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.quartz.CronExpression;

/** Cron expressions: cron-utils checks them, and maps those of crontab to the form of Quartz. */
final class CronText {

    private static final int CRONTAB_FIELDS = 5;

    /** Crontab's fields, with Quartz's special days of the month such as {@code L} and {@code 15W}. */
    private static final CronDefinition CRONTAB = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsLW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .withIntMapping(7, 0)
            .supportsQuestionMark()
            .and()
            .instance();

    private static final CronDefinition QUARTZ = CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ);

    private CronText() {}

    /**
     * One of the next times of an expression in the time zone of the system, which the schedule has, too.
     *
     * @param expression as Quartz has it
     * @param count 1 for the first time after the given one
     */
    static Optional<Instant> timeAfter(String expression, Instant time, int count) {
        try {
            CronExpression cron = new CronExpression(expression);
            Optional<Date> next = Optional.of(Date.from(time));
            for (int i = 0; i < count; i++) {
                next = next.map(cron::getNextValidTimeAfter);
            }
            return next.map(Date::toInstant);
        } catch (ParseException e) {
            throw new IllegalStateException("the expression was checked when it was read: " + expression, e);
        }
    }

    /**
     * Brings an expression to the form of Quartz: with seconds, a question mark for one of the two day fields, and days
     * of the week that are counted from 1.
     *
     * @param key of the setting, for messages
     * @param fields of the text: 5 as in crontab, or 6 or 7 as in Quartz
     * @throws ConfigException if it is not a cron expression, or its time never comes
     */
    static String toQuartz(String key, String text, String[] fields) {
        boolean isCrontab = fields.length == CRONTAB_FIELDS;
        String[] cron = withOneDayField(key, text, fields, isCrontab ? 2 : 3, isCrontab ? 4 : 5);
        try {
            String expression = isCrontab ? fromCrontab(cron) : checked(String.join(" ", cron));
            if (new CronExpression(expression).getNextValidTimeAfter(new Date()) == null) {
                throw new ConfigException(key + ": the time of '" + text + "' never comes");
            }
            return expression;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException | ParseException e) {
            String reason = String.valueOf(e.getMessage()).replaceFirst("^Failed to parse cron expression\\. ", "");
            throw new ConfigException(key + ": '" + text + "' is not a cron expression: " + reason);
        }
    }

    /** Quartz needs a question mark in one of the two day fields. */
    private static String[] withOneDayField(String key, String text, String[] fields, int day, int weekday) {
        String[] changed = fields.clone();
        if (!fields[day].equals("?") && !fields[weekday].equals("?")) {
            if (fields[weekday].equals("*")) {
                changed[weekday] = "?";
            } else if (fields[day].equals("*")) {
                changed[day] = "?";
            } else {
                throw new ConfigException(key + ": '" + text
                        + "' limits both the day of the month and the day of the week; one of them must be *");
            }
        }
        return changed;
    }

    private static String fromCrontab(String[] fields) {
        String[] cron = fields.clone();
        // cron-utils maps both ends of 0-7 to Sunday, and the range to Sunday alone
        cron[4] = fields[4].replaceAll("(?i)(?<![0-9a-z])(0|SUN)-7(?![0-9])", "0-6");
        return new CronMapper(CRONTAB, QUARTZ, mapped -> mapped)
                .map(new CronParser(CRONTAB).parse(String.join(" ", cron)))
                .asString();
    }

    private static String checked(String expression) {
        new CronParser(QUARTZ).parse(expression).validate();
        return expression;
    }
}
