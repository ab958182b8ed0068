package org.zenotisync.feedmodel;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.zenotisync.model.ColumnType;

/**
 * The keys of one table. A key is a list of texts, one for each key column; two different keys differ by value too, and
 * pools of different numbers hold different keys.
 */
final class KeyPool {

    /** Neighbours that are one and the same number as doubles, numbers beyond a long, and negative ones (rule 3). */
    private static final List<String> HARD_DECIMALS = List.of(
            "9999999999999999999",
            "9999999999999999998",
            "9007199254740993",
            "9007199254740992",
            "9223372036854775808",
            "9223372036854775807",
            "-9007199254740993",
            "-9007199254740992",
            "-9999999999999999999",
            "0",
            "-1");

    /** Texts that are equal as numbers, without regard to case, or as SQL would read them carelessly. */
    private static final List<String> HARD_TEXTS =
            List.of("1e5", "100000", "", "abc", "ABC", "NULL", "\\N", "O'Brien'; DROP TABLE x;--", "a,b", " k", "é😀");

    /** More keys than one pool ever gives out. */
    private static final int OFFSET = 1_000_000;

    private final List<ColumnType> types;
    private final int number;
    private final Dice dice;
    private final List<List<String>> used = new ArrayList<>();
    private int counter;

    KeyPool(List<ColumnType> types, int number, Dice dice) {
        this.types = types;
        this.number = number;
        this.dice = dice;
    }

    /** A key that was given out before, if there is one. */
    List<String> known() {
        return used.isEmpty() ? fresh() : dice.pick(used);
    }

    /** A key that was never given out before. */
    List<String> fresh() {
        List<String> key = unknown();
        used.add(key);
        return key;
    }

    /** A key that was never given out and never will be. */
    List<String> unknown() {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            boolean repeats = i < types.size() - 1 && !used.isEmpty() && !dice.oneIn(3);
            // The last column is always new, which is enough to keep compound keys apart.
            key.add(repeats ? dice.pick(used).get(i) : value(types.get(i)));
        }
        counter++;
        return List.copyOf(key);
    }

    private String value(ColumnType type) {
        return switch (type.kind()) {
            case DECIMAL -> decimal();
            case SMALLINT, INTEGER -> String.valueOf((counter % 3 == 0 ? -1 : 1) * (number * OFFSET + counter));
            case BIGINT -> String.valueOf(9_007_199_254_740_992L + (long) number * OFFSET + counter);
            case TIMESTAMP ->
                LocalDateTime.of(2024, 2, 29, 23, 0, 0)
                        .plusYears(10L * number)
                        .plusMinutes(counter * 30L)
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"));
            case VARCHAR -> text();
            default -> throw new IllegalArgumentException("no keys of type " + type);
        };
    }

    private String decimal() {
        int half = counter / 2;
        if (number == 0 && counter % 2 == 0 && half < HARD_DECIMALS.size()) {
            return HARD_DECIMALS.get(half);
        }
        return String.valueOf(8_999_999_999_999_000_000L + (long) number * OFFSET + counter);
    }

    private String text() {
        int third = counter / 3;
        if (number == 0 && counter % 3 == 0 && third < HARD_TEXTS.size()) {
            return HARD_TEXTS.get(third);
        }
        String digits = String.valueOf(1_000_000_000_000L + (long) number * OFFSET + counter);
        return "3f2504e0-4f89-41d3-9a0c-" + digits.substring(1);
    }
}
