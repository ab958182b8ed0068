package org.zenotisync.config;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When cycles start: {@code zenoti.schedule}. */
public sealed interface Schedule {

    /**
     * Cycles start at an interval.
     *
     * @param period time between two cycles
     */
    record Interval(Duration period) implements Schedule {

        @Override
        public String toString() {
            return Durations.format(period);
        }
    }

    /**
     * Cycles start at the times of a cron expression.
     *
     * @param expression as Quartz has it
     */
    record Cron(String expression) implements Schedule {

        @Override
        public String toString() {
            return expression;
        }
    }

    /**
     * When the last one of so many cycles after a time starts; empty if the expression has no such time.
     *
     * @param cycles positive
     */
    default Optional<Instant> startAfter(Instant time, int cycles) {
        return this instanceof Interval interval
                ? Optional.of(time.plus(interval.period().multipliedBy(cycles)))
                : CronText.timeAfter(((Cron) this).expression(), time, cycles);
    }

    /** Whether a text has the fields of a cron expression. Reading one needs the library of camel-quartz. */
    static boolean isCron(String text) {
        int fields = text.strip().split("\\s+").length;
        return fields >= 5 && fields <= 7;
    }

    /**
     * Reads an interval, or a cron expression of 5 fields (minute first, as in crontab) or of 6 or 7 fields (second
     * first, as Quartz has it).
     *
     * @param key of the setting, for messages
     * @throws ConfigException if the text is neither
     */
    static Schedule parse(String key, String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length == 1) {
            Duration interval = Durations.parse(key, text);
            if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new ConfigException(key + ": an interval is at least 1s, not '" + text + "'");
            }
            return new Interval(interval);
        }
        if (!isCron(text)) {
            throw new ConfigException(
                    key + ": '" + text + "' is neither an interval such as 15m nor a cron expression of 5 to 7 fields");
        }
        return new Cron(CronText.toQuartz(key, text, fields));
    }
}
