package org.zenotisync.privacy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.zenotisync.model.ColumnType;

/**
 * Which rows of one table are left out, because they refer to a guest who is forgotten.
 *
 * @param columns folded names of the columns that refer to guests
 * @param guests those who are forgotten
 */
public record GuestFilter(Set<String> columns, ForgottenGuests guests) {

    /** All rows stay. */
    public static final GuestFilter NONE = new GuestFilter(Set.of(), ForgottenGuests.NONE);

    /** What stands between the values of a line whose fields cannot be told apart. */
    private static final Pattern BETWEEN_VALUES = Pattern.compile("[\\s,;|\"'(){}\\[\\]]+");

    public GuestFilter {
        columns = Set.copyOf(columns);
    }

    /** Whether all rows stay. */
    public boolean isEmpty() {
        return columns.isEmpty() || guests.isEmpty();
    }

    /** As numbers are written in files. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{0,40})?([eE][+-]?[0-9]{1,2})?");

    /** A field in quotes, in which a quote is written twice. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"");

    /** All characters except letters and digits. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Whether the value of a column that refers to guests is the key of a forgotten one, numbers in any spelling. */
    public boolean isNamedBy(ColumnType type, String value) {
        if (isEmpty()) {
            return false;
        }
        List<String> spellings = new ArrayList<>(List.of(value));
        if (!type.isText() && NUMBER.matcher(value.strip()).matches()) {
            spellings.add(new GuestKey(value.strip()).plainNumber());
        }
        return isAnyForgotten(spellings);
    }

    private boolean isAnyForgotten(Collection<String> keys) {
        ForgottenGuests.Comparison comparison = guests.comparison();
        return keys.stream()
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .anyMatch(key -> comparison.isForgotten(key, 0, key.length));
    }

    /**
     * Whether a line that is not a row has the key of a forgotten guest as one of its values or words, numbers in any
     * spelling.
     *
     * @param raw UTF-8, or what should be
     */
    public boolean isNamedIn(byte[] raw) {
        if (isEmpty()) {
            return false;
        }
        String line = new String(raw, StandardCharsets.UTF_8);
        Set<String> words = new HashSet<>(List.of(BETWEEN_VALUES.split(line)));
        for (String field : line.split(",", -1)) {
            words.add(field);
            words.add(field.strip().replaceAll("^\"|\"$", ""));
        }
        words.addAll(List.of(BETWEEN_WORDS.split(line)));
        QUOTED.matcher(line).results().forEach(field -> words.add(field.group(1).replace("\"\"", "\"")));
        for (String word : List.copyOf(words)) {
            if (NUMBER.matcher(word).matches()) {
                words.add(new GuestKey(word).plainNumber());
            }
        }
        return isAnyForgotten(words);
    }
}
