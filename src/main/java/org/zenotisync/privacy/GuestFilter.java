package org.zenotisync.privacy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

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

    /** All characters except letters and digits. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

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
        for (String word : List.copyOf(words)) {
            if (NUMBER.matcher(word).matches()) {
                words.add(new GuestKey(word).plainNumber());
            }
        }
        ForgottenGuests.Comparison comparison = guests.comparison();
        return words.stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .anyMatch(word -> comparison.isForgotten(word, 0, word.length));
    }
}
