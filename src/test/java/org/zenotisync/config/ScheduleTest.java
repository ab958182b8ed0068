package org.zenotisync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.text.ParseException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

class ScheduleTest {

    private static final String KEY = "zenoti.schedule";
    private static final ZonedDateTime START = ZonedDateTime.of(2024, 2, 27, 22, 30, 0, 0, ZoneOffset.UTC);

    @Test
    void oneWordIsAnInterval() {
        assertThat(Schedule.parse(KEY, "15m")).isEqualTo(new Schedule.Interval(Duration.ofMinutes(15)));
        assertThat(Schedule.parse(KEY, " 1s ")).hasToString("1s");
        assertThat(Schedule.parse(KEY, "PT1H2M")).hasToString("1h2m");
    }

    @ParameterizedTest
    @CsvSource({
        "*/15 * * * *, 0 */15 * * * ? *",
        "0 3 * * 1-5, 0 0 3 ? * 2-6 *",
        "0 3 * * 0, 0 0 3 ? * 1 *",
        "0 3 * * 7, 0 0 3 ? * 1 *",
        "0 3 1 * *, 0 0 3 1 * ? *",
        "0 3 ? * 1, 0 0 3 ? * 2 *",
        "0 3 L * *, 0 0 3 L * ? *",
        "0 0-7 * * *, 0 0 0-7 * * ? *",
        "30 0 12 * * MON, 30 0 12 ? * MON",
        "0 0 12 ? * 2 2099, 0 0 12 ? * 2 2099",
        "0 0 12 1 * ?, 0 0 12 1 * ?"
    })
    void aCronExpressionIsBroughtToTheFormOfQuartz(String text, String quartz) {
        assertThat(Schedule.parse(KEY, text))
                .isEqualTo(new Schedule.Cron(quartz))
                .hasToString(quartz);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0s",
                "500ms",
                "-5m",
                "soon",
                "@daily",
                "15 m x",
                "* * * *",
                "* * * * * * * *",
                "61 * * * *",
                "99 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "x * * * *",
                "1 2 3 * MON",
                "* * * * MON#1",
                "0 0 12 ? * ?",
                ", * * * *",
                "* * * * 1-",
                "* * * * -",
                "* * * * ,",
                "* * * * 1,",
                "* * * * 1-8",
                "* * * * 1/0",
                "* * * * MONDAY",
                "0 0 30 2 *",
                "0 0 12 ? * 2 2020",
                "0 0 12 ? * 2#"
            })
    void anythingElseIsRefusedWithTheKey(String text) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Schedule.parse(KEY, text))
                .withMessageStartingWith("zenoti.schedule: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,3,5", "1-5/2", "0-7", "5-7", "0-6/3", "*/2", "*/3", "1-3,5", "MON,3", "mon-fri", "6-7", "0,7", "4/2",
                "0-7/3", "2,0-7", "sun-7"
            })
    void theDaysOfTheWeekAreThoseOfCrontab(String days) throws ParseException {
        assertThat(fires("0 12 * * " + days)).as(days).isEqualTo(expected("0 12 * * " + days));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aCrontabExpressionFiresAtItsMinutes(long seed) throws ParseException {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            boolean byWeekday = random.nextBoolean();
            String text = String.join(
                    " ",
                    field(random, 0, 59),
                    field(random, 0, 23),
                    byWeekday ? "*" : field(random, 1, 28),
                    "*",
                    byWeekday ? field(random, 0, 7) : "*");

            assertThat(fires(text)).as("seed %d, %s", seed, text).isEqualTo(expected(text));
        }
    }

    private static String field(Random random, int least, int most) {
        int a = least + random.nextInt(most - least + 1);
        int b = a + random.nextInt(most - a + 1);
        return switch (random.nextInt(7)) {
            case 0 -> "*";
            case 1 -> Integer.toString(a);
            case 2 -> a + "-" + b;
            case 3 -> a + "-" + b + "/" + (1 + random.nextInt(3));
            case 4 -> "*/" + (1 + random.nextInt(6));
            case 5 -> a + "," + b;
            default -> least + "," + a + "-" + b;
        };
    }

    /** The first times at which Quartz fires. */
    private static List<ZonedDateTime> fires(String text) throws ParseException {
        CronExpression cron = new CronExpression(((Schedule.Cron) Schedule.parse(KEY, text)).expression());
        cron.setTimeZone(TimeZone.getTimeZone("UTC"));
        List<ZonedDateTime> times = new ArrayList<>();
        Date at = Date.from(START.toInstant());
        while (times.size() < 9) {
            at = cron.getNextValidTimeAfter(at);
            times.add(at.toInstant().atZone(ZoneOffset.UTC));
        }
        return times;
    }

    /** The first minutes that a crontab expression, one of whose day fields is {@code *}, names. */
    private static List<ZonedDateTime> expected(String text) {
        String[] fields = text.split(" ");
        BitSet minutes = numbers(fields[0], 0, 59);
        BitSet hours = numbers(fields[1], 0, 23);
        BitSet days = numbers(fields[2], 1, 31);
        BitSet weekdays = numbers(names(fields[4]), 0, 7);
        List<ZonedDateTime> times = new ArrayList<>();
        for (ZonedDateTime at = START.plusMinutes(1); times.size() < 9; at = at.plusMinutes(1)) {
            int weekday = at.getDayOfWeek().getValue();
            boolean onDay = days.get(at.getDayOfMonth()) && (weekdays.get(weekday) || weekday == 7 && weekdays.get(0));
            if (!onDay) {
                at = at.withHour(23).withMinute(59);
            } else if (minutes.get(at.getMinute()) && hours.get(at.getHour())) {
                times.add(at);
            }
        }
        return times;
    }

    private static String names(String field) {
        return field.toUpperCase(Locale.ROOT)
                .replace("SUN", "0")
                .replace("MON", "1")
                .replace("FRI", "5");
    }

    private static BitSet numbers(String field, int least, int most) {
        BitSet numbers = new BitSet();
        for (String part : field.split(",")) {
            String[] rangeAndStep = part.split("/");
            String[] range = rangeAndStep[0].split("-");
            boolean all = range[0].equals("*");
            int from = all ? least : Integer.parseInt(range[0]);
            // the 7 is another name of Sunday, not an eighth day
            boolean open = all || range.length == 1 && rangeAndStep.length == 2;
            int to = open ? (most == 7 ? 6 : most) : Integer.parseInt(range[range.length - 1]);
            int step = rangeAndStep.length == 1 ? 1 : Integer.parseInt(rangeAndStep[1]);
            for (int number = from; number <= to; number += step) {
                numbers.set(number);
            }
        }
        return numbers;
    }
}
