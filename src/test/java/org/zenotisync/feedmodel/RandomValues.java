package org.zenotisync.feedmodel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.zenotisync.model.ColumnType;

/** Values for columns, as the text of a CSV field; null stands for NULL. */
final class RandomValues {

    static final String NULL = null;

    private static final List<String> ORGANIZATIONS =
            List.of("6f9619ff-8b86-d011-b42d-00c04fc964ff", "16fd2706-8baf-433b-82eb-8c7fada847da");

    private static final List<String> CENTERS = List.of("center-1", "center-2", "886313e1-3b8a-5372-9b90-0c9aee199e5d");

    private static final List<String> TRUE = List.of("1", "t", "true", "TRUE", "True");

    private static final List<String> FALSE = List.of("0", "f", "false", "FALSE", "False");

    private static final List<String> INTEGERS =
            List.of("0", "1", "-1", "42", "2147483647", "-2147483648", "007", "100000");

    private static final List<String> SMALL_INTEGERS = List.of("0", "-1", "90", "32767", "-32768");

    private static final List<String> BIG_INTEGERS =
            List.of("9223372036854775807", "-9223372036854775808", "9007199254740993");

    private static final List<String> LONG_DECIMALS =
            List.of("9999999999999999999", "9999999999999999998", "9007199254740993", "-9007199254740993", "-7", "0");

    private static final List<String> MONEY = List.of(
            "0", "0.0001", "-0.0001", "12.5", "12.50", "-1234.5678", "99999999999999.9999", "-99999999999999.9999");

    private static final List<String> DOUBLES = List.of("0.1", "-2.5", "1e5", "1.5E-7", "123456789.125", "100");

    /** Exact in four bytes too, so that no loader's rounding shows. */
    private static final List<String> REALS = List.of("0", "0.25", "-1024.5", "3");

    private static final List<String> DATES = List.of("2024-02-29", "1999-12-31", "2038-01-20", "1900-01-01");

    /** 02:30 on 31 March 2024 does not exist on European wall clocks, 10 March on American ones. */
    private static final List<String> TIMESTAMPS = List.of(
            "2024-02-29 13:14:15",
            "2024-02-29 13:14:15.1",
            "2024-02-29 13:14:15.12",
            "2024-02-29 13:14:15.123",
            "2024-02-29 13:14:15.1234",
            "2024-02-29 13:14:15.12345",
            "2024-02-29 13:14:15.123456",
            "2024-02-29T13:14:15.123",
            "2024-02-29T13:14:15",
            "2024-02-29",
            "2024-03-31 02:30:00",
            "2024-03-10 02:30:00",
            "1900-01-01 00:00:00",
            "9999-12-31 23:59:59.999999");

    private static final List<String> TEXTS = List.of(
            "plain",
            "",
            "NULL",
            "null",
            "\\N",
            "\\.",
            "a\n\\.\nb",
            "C:\\temp\\",
            "a\\,b",
            "1e5",
            "00123",
            " leading",
            "trailing ",
            "  ",
            "\ttab\t",
            "a,b",
            "\"quoted\"",
            "\"",
            "a \"\" b",
            "two\nlines",
            "two\r\nlines",
            "\n",
            "a\rb",
            "#1 guest",
            "😀 emoji",
            "𝒳𐍈",
            "e\u0301\u0327 combining",
            "مرحبا",
            "日本語",
            "O'Brien",
            "'; DROP TABLE x; --",
            "1; DELETE FROM bi_dimuser",
            "${jndi:x} {{y}} %s ?",
            "\u00a0");

    private final Dice dice;
    private final List<String> organizations;
    private final List<String> centers;
    private int hugeTexts;

    /**
     * Values of a feed.
     *
     * @param hugeTexts how many texts of 65,535 bytes there may be
     */
    RandomValues(Dice dice, int hugeTexts) {
        this(dice, hugeTexts, ORGANIZATIONS, CENTERS);
    }

    private RandomValues(Dice dice, int hugeTexts, List<String> organizations, List<String> centers) {
        this.dice = dice;
        this.hugeTexts = hugeTexts;
        this.organizations = organizations;
        this.centers = centers;
    }

    /** Values of one of several organisations: no two have an organizationid or a centre in common. */
    static RandomValues ofOrganization(String label, Dice dice) {
        return new RandomValues(
                dice,
                0,
                List.of("organization-1" + label, "organization-2" + label),
                List.of("center-1" + label, "center-2" + label));
    }

    String organization() {
        return dice.oneIn(4) ? organizations.get(1) : organizations.get(0);
    }

    String bool(boolean value) {
        return dice.pick(value ? TRUE : FALSE);
    }

    /** Any value that fits the column, or NULL; wide tables stay small by many NULLs. */
    String any(RandomColumn column, boolean wideTable) {
        boolean isCenter = column.folded().equals("centerid");
        if (dice.oneIn(8) || (wideTable && !dice.oneIn(3))) {
            // rows of two organisations must differ, of tables without organizationid too
            return isCenter && organizations != ORGANIZATIONS ? centers.get(0) : NULL;
        }
        ColumnType type = column.type();
        return switch (type.kind()) {
            case BOOLEAN -> bool(dice.oneIn(2));
            case SMALLINT -> dice.pick(SMALL_INTEGERS);
            case INTEGER -> dice.pick(INTEGERS);
            case BIGINT -> dice.pick(BIG_INTEGERS);
            case DECIMAL -> dice.pick(type.scale() == 0 ? LONG_DECIMALS : MONEY);
            case REAL -> dice.pick(REALS);
            case DOUBLE -> dice.pick(DOUBLES);
            case DATE -> dice.pick(DATES);
            case TIMESTAMP -> dice.pick(TIMESTAMPS);
            case VARCHAR -> isCenter ? dice.pick(centers) : text(type);
            default -> throw new IllegalArgumentException("no values of type " + type);
        };
    }

    /** The same key value, sometimes written in another way: keys match by value of their type (rule 3). */
    String respelled(String value, ColumnType type) {
        if (value == null || !dice.oneIn(10)) {
            return value;
        }
        return switch (type.kind()) {
            case TIMESTAMP -> dice.oneIn(2) ? value.replace(' ', 'T') : value + ".000";
            case VARCHAR -> value;
            default -> value.startsWith("-") ? "-0" + value.substring(1) : "00" + value;
        };
    }

    private String text(ColumnType type) {
        int limit = type.precision();
        if (limit == ColumnType.MAX_VARCHAR && hugeTexts > 0 && dice.oneIn(5)) {
            hugeTexts--;
            return filled(limit);
        }
        // A value that fills its column, so that a widening that was not applied shows.
        String text = limit <= 200 && dice.oneIn(12) ? filled(limit) : dice.pick(TEXTS);
        return text.getBytes(StandardCharsets.UTF_8).length <= limit ? text : "x";
    }

    /** A text of exactly so many bytes. */
    private String filled(int bytes) {
        String piece = dice.pick(List.of("x", "\"", "é", "😀", "line\n"));
        int size = piece.getBytes(StandardCharsets.UTF_8).length;
        return piece.repeat(bytes / size) + "y".repeat(bytes % size);
    }
}
