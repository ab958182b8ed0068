package org.zenotisync.feed.snapshot;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the name of an ExtractDate folder (feed documentation, "MonthlySnapshot"), whose form is not documented: any
 * form that a person reads as a date counts, with a time behind it and words around it. Years are those from 2010 to
 * 2099. What a person would have to guess at is no date.
 */
public final class ExtractDate {

    /** Zenoti was founded in it: no extract is older. */
    private static final int FIRST_YEAR = 2010;

    private static final int LAST_YEAR = 2099;
    private static final int CENTURY = 2000;

    /** Extracts are of the 1st and hold the month before, whatever day a late or an early one has. */
    private static final int DAYS_INTO_MONTH = 15;

    /** Digits of a date, or of a date with hours, minutes, seconds or milliseconds, that are written as one number. */
    private static final Set<Integer> COMPACT = Set.of(8, 10, 12, 14, 17);

    /** Ways to write a date, those that say more first. */
    private static final List<Form> FORMS =
            List.of(ExtractDate::completeDate, ExtractDate::yearAndMonth, ExtractDate::dateOfShortYear);

    private ExtractDate() {}

    /**
     * The date that a folder is named after. Extracts are of the 1st: where both the day and the month may come first,
     * the smaller day counts, so 02-01-2024 and 01-02-2024 are 1 February. Where the year comes first, the month comes
     * next. A name without a day means the 1st.
     *
     * @param folder name of the folder, without slashes
     * @return empty if it names no date, one that cannot be, or several
     */
    public static Optional<LocalDate> parse(String folder) {
        List<Token> tokens = Token.of(folder);
        for (Form form : FORMS) {
            Set<Optional<LocalDate>> dates = new HashSet<>();
            int i = 0;
            while (i < tokens.size()) {
                Optional<Match> match = form.at(tokens, i);
                match.ifPresent(m -> dates.add(m.date()));
                i += match.map(Match::length).orElse(1);
            }
            if (!dates.isEmpty()) {
                return dates.size() == 1 ? dates.iterator().next() : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The month whose data an extract holds: the one that a day two weeks before was in. */
    public static YearMonth month(LocalDate extractDate) {
        return YearMonth.from(extractDate.minusDays(DAYS_INTO_MONTH));
    }

    /** A way to write a date. */
    @FunctionalInterface
    private interface Form {

        /** Reads the tokens from an index on; empty if no date of this form begins there. */
        Optional<Match> at(List<Token> tokens, int from);
    }

    /**
     * What has the form of a date.
     *
     * @param length number of tokens
     * @param date empty if there is no such day
     */
    private record Match(int length, Optional<LocalDate> date) {

        static Optional<Match> of(int length, Stream<Optional<LocalDate>> readings) {
            return Optional.of(new Match(length, smallestDay(readings)));
        }
    }

    /** A day of a year with four digits. */
    private static Optional<Match> completeDate(List<Token> tokens, int from) {
        Token a = tokens.get(from);
        if (a.isNumber() && COMPACT.contains(a.text().length())) {
            return compactDate(a.text());
        }
        if (from + 3 > tokens.size()) {
            return Optional.empty();
        }
        Token b = tokens.get(from + 1);
        Token c = tokens.get(from + 2);
        if (a.isYear() && b.isMonthName() && c.isShort()) {
            return Match.of(3, Stream.of(date(a.number(), b.month(), c.number())));
        }
        if (c.isYear() && a.isShort() && b.isMonthName()) {
            return Match.of(3, Stream.of(date(c.number(), b.month(), a.number())));
        }
        if (c.isYear() && a.isMonthName() && b.isShort()) {
            return Match.of(3, Stream.of(date(c.number(), a.month(), b.number())));
        }
        if (!b.isShort() || !b.before().equals(c.before())) {
            return Optional.empty();
        }
        if (a.isYear() && c.isShort()) {
            return Match.of(3, Stream.of(date(a.number(), b.number(), c.number())));
        }
        return c.isYear() && a.isShort() ? Match.of(3, anyOrder(c.number(), a.number(), b.number())) : Optional.empty();
    }

    private static Optional<Match> compactDate(String digits) {
        int first = Integer.parseInt(digits.substring(0, 2));
        int second = Integer.parseInt(digits.substring(2, 4));
        int third = Integer.parseInt(digits.substring(4, 6));
        int fourth = Integer.parseInt(digits.substring(6, 8));
        if (isYear(100 * first + second)) {
            return Match.of(1, Stream.of(date(100 * first + second, third, fourth)));
        }
        return digits.length() == 8 && isYear(100 * third + fourth)
                ? Match.of(1, anyOrder(100 * third + fourth, first, second))
                : Optional.empty();
    }

    /** A month of a year with four digits. Not beside another short number: that could be the day, or another month. */
    private static Optional<Match> yearAndMonth(List<Token> tokens, int from) {
        Token a = tokens.get(from);
        boolean isOne = a.isNumber() && a.text().length() == 6;
        int length = isOne ? 1 : 2;
        if (from + length > tokens.size()
                || from > 0 && tokens.get(from - 1).isShort()
                || from + length < tokens.size() && tokens.get(from + length).isShort()) {
            return Optional.empty();
        }
        Optional<LocalDate> date = Optional.empty();
        if (isOne) {
            int year = a.number() / 100;
            date = isYear(year) ? date(year, a.number() % 100, 1) : Optional.empty();
        } else {
            Token b = tokens.get(from + 1);
            if (a.isYear()) {
                date = date(a.number(), b.month(), 1);
            } else if (b.isYear()) {
                date = date(b.number(), a.month(), 1);
            }
        }
        return date.map(found -> new Match(length, Optional.of(found)));
    }

    /** A day of a year with two digits. */
    private static Optional<Match> dateOfShortYear(List<Token> tokens, int from) {
        if (from + 3 > tokens.size()) {
            return Optional.empty();
        }
        Token a = tokens.get(from);
        Token b = tokens.get(from + 1);
        Token c = tokens.get(from + 2);
        Stream<Optional<LocalDate>> readings = Stream.empty();
        if (b.isMonthName() && a.isShort() && c.isShort()) {
            readings = Stream.of(shortYear(c, b.month(), a.number()), shortYear(a, b.month(), c.number()));
        } else if (a.isMonthName() && b.isShort() && c.isShort()) {
            readings = Stream.of(shortYear(c, a.month(), b.number()));
        } else if (a.isShort() && b.isShort() && c.isShort() && b.before().equals(c.before())) {
            readings = Stream.of(
                    shortYear(c, b.number(), a.number()),
                    shortYear(c, a.number(), b.number()),
                    shortYear(a, b.number(), c.number()));
        }
        return smallestDay(readings).map(date -> new Match(3, Optional.of(date)));
    }

    private static Stream<Optional<LocalDate>> anyOrder(int year, int first, int second) {
        return Stream.of(date(year, second, first), date(year, first, second));
    }

    private static Optional<LocalDate> smallestDay(Stream<Optional<LocalDate>> readings) {
        return readings.flatMap(Optional::stream).min(Comparator.comparingInt(LocalDate::getDayOfMonth));
    }

    private static Optional<LocalDate> shortYear(Token year, int month, int day) {
        return year.isShort() && year.text().length() == 2 && isYear(CENTURY + year.number())
                ? date(CENTURY + year.number(), month, day)
                : Optional.empty();
    }

    /** Empty if there is no such day. */
    private static Optional<LocalDate> date(int year, int month, int day) {
        boolean isDay = month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
        return isDay ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
    }

    private static boolean isYear(int number) {
        return number >= FIRST_YEAR && number <= LAST_YEAR;
    }

    /**
     * A number or a word.
     *
     * @param before what separates it from the token before; empty if nothing does
     */
    private record Token(String text, String before) {

        private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");

        /** A word ends where lower case becomes upper case: {@code ExtractFeb2024} has three tokens. */
        private static final Pattern TOKEN = Pattern.compile("[0-9]+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+");

        static List<Token> of(String text) {
            List<Token> tokens = new ArrayList<>();
            Matcher matcher = TOKEN.matcher(text);
            int end = 0;
            while (matcher.find()) {
                Token token = new Token(matcher.group(), text.substring(end, matcher.start()));
                boolean isOrdinal = !tokens.isEmpty()
                        && tokens.get(tokens.size() - 1).isShort()
                        && token.before().isEmpty()
                        && ORDINALS.contains(token.text().toLowerCase(Locale.ROOT));
                end = matcher.end();
                if (!isOrdinal) {
                    tokens.add(token);
                }
            }
            return tokens;
        }

        boolean isNumber() {
            return Character.isDigit(text.charAt(0));
        }

        /** Whether it can be a day, the number of a month or the end of a year. */
        boolean isShort() {
            return isNumber() && text.length() <= 2;
        }

        boolean isYear() {
            return isNumber() && text.length() == 4 && ExtractDate.isYear(number());
        }

        /** The value of a number of at most eight digits. */
        int number() {
            return Integer.parseInt(text);
        }

        boolean isMonthName() {
            return !isNumber() && month() > 0;
        }

        /** The month that it names or is the number of; 0 if it is neither. */
        int month() {
            if (isNumber()) {
                return isShort() ? number() : 0;
            }
            String name = text.toUpperCase(Locale.ROOT);
            return Stream.of(Month.values())
                    .filter(month -> name.length() >= 3 && month.name().startsWith(name))
                    .findFirst()
                    .map(Month::getValue)
                    .orElse(0);
        }
    }
}
