package org.zenotisync.privacy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.zenotisync.model.ColumnType;

/**
 * The value that identifies a guest, as the one text that all columns have of it, whatever their types: texts as they
 * are, numbers in plain notation without leading zeros and zeros at the end.
 */
public final class GuestKey {

    /** As in a message that quotes a key. */
    private static final String HIDDEN = "***";

    /** Messages about a longer value show so many characters of it. */
    private static final int SHOWN = 60;

    private static final int LONGEST_NUMBER = 40;

    /** A sign, a zero, a point and all digits of a DECIMAL. */
    private static final int LONGEST_SPELLING = ColumnType.MAX_DECIMAL + 3;

    /** Numbers in a line, as files may spell them. */
    private static final Pattern NUMBERS = Pattern.compile(
            "(?<![\\p{L}\\p{N}.])[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][+-]?[0-9]{1,2})?(?![\\p{L}\\p{N}])");

    private final String text;

    /** @param text at least one character */
    public GuestKey(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a key has at least one character");
        }
        this.text = text;
    }

    /** The text itself: for values of statements, and for nothing that anybody sees. */
    public String text() {
        return text;
    }

    /** Its digest, in hexadecimal digits: as hashed columns have it. */
    public String digest(HashKey key) {
        return digest(text, key);
    }

    /** The digests of {@link #spellings()}. */
    public List<String> digests(HashKey key) {
        return spellings().stream().map(spelling -> digest(spelling, key)).toList();
    }

    private static String digest(String value, HashKey key) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return new String(key.hasher().text(utf8, 0, utf8.length), StandardCharsets.US_ASCII);
    }

    /**
     * The texts that stand for this key in a column of texts: itself and, if it is a number, all that have zeros at the
     * end of the fraction, as in a column that was a DECIMAL before a schema file made it a text.
     */
    public List<String> spellings() {
        List<String> spellings = new ArrayList<>(List.of(text));
        if (isCanonicalNumber()) {
            StringBuilder longer = new StringBuilder(text.contains(".") ? text : text + ".");
            while (longer.length() < LONGEST_SPELLING) {
                spellings.add(longer.append('0').toString());
            }
        }
        return spellings;
    }

    /** How all {@link #spellings()} but the first one begin; empty if there is only one. */
    public Optional<String> beginningOfSpellings() {
        return spellings().stream().skip(1).findFirst();
    }

    /**
     * A text of a column as the text of the key that it stands for: a number without the zeros at the end of its
     * fraction.
     *
     * @see #spellings()
     */
    public static String textOf(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int length = lengthWithoutFractionZeros(utf8, 0, utf8.length);
        return length < utf8.length ? value.substring(0, length) : value;
    }

    /**
     * The length of a text that is a number without the zeros at the end of its fraction; the length itself if the text
     * is not one of the {@link #spellings()} of a number.
     */
    static int lengthWithoutFractionZeros(byte[] utf8, int offset, int length) {
        int point = -1;
        int first = length > 0 && utf8[offset] == '-' ? 1 : 0;
        for (int i = first; i < length; i++) {
            byte here = utf8[offset + i];
            if (here == '.' && point < 0 && i > first) {
                point = i;
            } else if (here < '0' || here > '9') {
                return length;
            }
        }
        boolean hasLeadingZero = point > first + 1 && utf8[offset + first] == '0';
        if (point < 0 || point == length - 1 || hasLeadingZero || length > LONGEST_SPELLING) {
            return length;
        }
        int shorter = length;
        while (utf8[offset + shorter - 1] == '0') {
            shorter--;
        }
        boolean isWhole = shorter == point + 1;
        boolean isMinusZero = isWhole && first == 1 && point == 2 && utf8[offset + 1] == '0';
        return isMinusZero ? length : isWhole ? point : shorter;
    }

    /** Whether a column of a type can have this value; only texts and whole and decimal numbers can. */
    public boolean fits(ColumnType type) {
        return switch (type.kind()) {
            case VARCHAR -> true;
            case SMALLINT -> isWhole(Short.MAX_VALUE);
            case INTEGER -> isWhole(Integer.MAX_VALUE);
            case BIGINT -> isWhole(Long.MAX_VALUE);
            case DECIMAL -> isDecimal(type);
            default -> false;
        };
    }

    private boolean isWhole(long most) {
        return isCanonicalNumber()
                && number().scale() <= 0
                && number().compareTo(BigDecimal.valueOf(most)) <= 0
                && number().compareTo(BigDecimal.valueOf(-most - 1)) >= 0;
    }

    private boolean isDecimal(ColumnType type) {
        if (!isCanonicalNumber()) {
            return false;
        }
        BigDecimal number = number();
        return number.scale() <= type.scale() && number.precision() - number.scale() <= type.precision() - type.scale();
    }

    /** A number without exponent, leading zeros and zeros at the end. The key is a number in any spelling. */
    String plainNumber() {
        BigDecimal number = number();
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private BigDecimal number() {
        BigDecimal number = new BigDecimal(text);
        return number.signum() == 0 ? BigDecimal.ZERO : number;
    }

    /** As {@link CanonicalText} writes numbers. */
    private boolean isCanonicalNumber() {
        return text.matches("0|-?(0\\.[0-9]*[1-9]|[1-9][0-9]*(\\.[0-9]*[1-9])?)");
    }

    /**
     * Whether the key is in a text as a word, not within a longer word or number: as it is, as a field of a CSV line in
     * quotes, in another spelling of the same number, or cut as in messages about a value.
     */
    public boolean isIn(String line) {
        if (isCanonicalNumber() && text.length() <= LONGEST_NUMBER) {
            return NUMBERS.matcher(line)
                    .results()
                    .map(number -> new GuestKey(number.group()).plainNumber())
                    .anyMatch(text::equals);
        }
        return hasWord(line, text)
                || text.contains("\"") && hasWord(line, text.replace("\"", "\"\""))
                || text.length() > SHOWN && line.contains(text.substring(0, SHOWN) + "... (");
    }

    private static boolean hasWord(String line, String word) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
                .matcher(line)
                .find();
    }

    /** A message without the key. */
    public String hiddenIn(String message) {
        return Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE)
                .matcher(message)
                .replaceAll(HIDDEN);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return HIDDEN;
    }
}
