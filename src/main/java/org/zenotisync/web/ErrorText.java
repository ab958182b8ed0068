package org.zenotisync.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error as the page shows it. The texts of errors may quote values of the feed, which may be personal data. Unless
 * rows are shown, only what is known to be no value is left of a text: the object, line and column, and of the sentence
 * the part that the program or the database has written. In doubt, a part is left out.
 *
 * @param place object, line and column; empty if the error has none
 * @param words what is wrong
 * @param isCut whether parts of the text are left out
 */
record ErrorText(String place, String words, boolean isCut) {

    /** No error. */
    static final ErrorText NONE = new ErrorText("", "", false);

    /** Stands for what is left out. */
    private static final String CUT = "[…]";

    /** What the program says before the place of the first bad row, and how it names that place. */
    private static final Pattern PLACE = Pattern.compile(
            "(?<before>(?:[0-9]+ of [0-9,]+ rows? (?:of the snapshot )?cannot be (?:loaded|read), more than"
                    + " zenoti\\.max-bad-rows=[0-9.%]+ allows; the first: )?)"
                    + "(?<place>s3://[^\\n\\r:'\"]{1,1200}?, line [0-9]{1,18}"
                    + "(?:, column \"[A-Za-z_][A-Za-z0-9_]*\"|, field [0-9]{1,9})?): (?<rest>.*)",
            Pattern.DOTALL);

    /** What is wrong with one value, after the value; it ends with the type of the column. */
    private static final Pattern OF_VALUE =
            Pattern.compile("value '.*' ([^'\"]+ \\([A-Z][A-Z0-9 ,()]*\\))", Pattern.DOTALL);

    /** Commands that messages recommend. */
    private static final Pattern REMEDY = Pattern.compile(
            "'(replay --table [a-z0-9_]+ --from-group [0-9]+|schema list|schema (?:retry|accept) [^'\\s]{1,300})'");

    /** A message of a database: {@code ERROR: …} in any language, {@code Conversion Error: …}, and the like. */
    private static final Pattern OF_DATABASE = Pattern.compile(
            "(?:^|: |; )[\\p{Lu}\\p{Lo}]{2,}\\s?:|\\b[A-Z][A-Za-z]+ (?:Error|Exception):|(?=\\([^()]*\\)=\\()"
                    + "|\\bkey value is (?=\\()");

    /** Where a value may begin in a message of a database. */
    private static final Pattern VALUE_OF_DATABASE = Pattern.compile("[\\p{Nd}(\\[{=<>|'\"`´\\p{Pi}\\p{Pf}„‚]");

    /** Quotes. */
    private static final Pattern QUOTE = Pattern.compile("['\"`´\\p{Pi}\\p{Pf}„‚]");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n]]|\\n");

    /** @param showsRows whether values may be shown */
    static ErrorText of(String text, boolean showsRows) {
        Matcher place = PLACE.matcher(text);
        boolean hasPlace = place.matches();
        String sentence = hasPlace ? place.group("rest") : text;
        String words = showsRows ? sentence : withoutValues(sentence);
        return new ErrorText(
                hasPlace ? oneLine(place.group("place")) : "",
                oneLine(hasPlace ? place.group("before") + words : words),
                !words.equals(sentence));
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return words.isEmpty() && place.isEmpty();
    }

    /** Place and words in one line. */
    String line() {
        return place.isEmpty() ? words : place + ": " + words;
    }

    private static String withoutValues(String sentence) {
        Matcher ofValue = OF_VALUE.matcher(sentence);
        if (ofValue.matches()) {
            return "the value " + ofValue.group(1);
        }
        Matcher database = OF_DATABASE.matcher(sentence);
        if (database.find()) {
            return cutFrom(VALUE_OF_DATABASE, sentence, database.end());
        }
        return withoutQuoted(sentence);
    }

    /** The beginning of a text, up to where a value may begin. */
    private static String cutFrom(Pattern begin, String text, int from) {
        Matcher value = begin.matcher(text);
        // what stands before the message of the database is a sentence of the program, which may quote, too
        return withoutQuoted(value.find(from) ? text.substring(0, value.start()) + CUT : text);
    }

    /**
     * Without everything from the first quote to the last one: a value may hold quotes itself. Commands that begin
     * before the first other quote are left.
     */
    private static String withoutQuoted(String text) {
        Matcher remedy = REMEDY.matcher(text);
        Matcher quote = QUOTE.matcher(text);
        int from = 0;
        while (quote.find(from)) {
            if (remedy.find(quote.start()) && remedy.start() == quote.start()) {
                from = remedy.end();
                continue;
            }
            int first = quote.start();
            int last = first;
            while (quote.find()) {
                last = quote.start();
            }
            return text.substring(0, first) + CUT + text.substring(last + 1);
        }
        return text;
    }

    /** Without line ends, other control characters, and marks that change the direction of the text around them. */
    private static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }
}
