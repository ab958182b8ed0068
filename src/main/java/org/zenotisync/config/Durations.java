package org.zenotisync.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 15m}, {@code 2h}, {@code 1d}, {@code PT15M}. */
public final class Durations {

    private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param key of the setting, for messages
     * @throws ConfigException if the text is not a duration, or a negative one
     */
    static Duration parse(String key, String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = SIMPLE.matcher(lower);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            Duration duration = Duration.parse(text.strip());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // reported below
        }
        throw new ConfigException(key + ": '" + text + "' is not a duration (examples: 0s, 30s, 15m, 2h)");
    }

    /** A duration for people, for example {@code 1h2m}, {@code 3.4s}. */
    public static String format(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            long millis = duration.toMillis();
            return millis % 1000 == 0 ? millis / 1000 + "s" : String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
        }
        return Duration.ofSeconds(duration.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
