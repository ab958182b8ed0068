package org.zenotisync.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of tables and columns. They come from outside (folders, schema files, CSV headers) and differ in case from
 * group to group: they are folded to lower case, and only {@code [A-Za-z_][A-Za-z0-9_]*} is accepted.
 */
public final class Identifiers {

    /** Bytes that an identifier may have; Redshift's limit. */
    public static final int MAX_LENGTH = 127;

    private static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Identifiers() {}

    /** Whether {@code name} can be the name of a table or column. */
    public static boolean isValid(String name) {
        return name != null
                && name.length() <= MAX_LENGTH
                && VALID.matcher(name).matches();
    }

    /**
     * Folds a name to lower case.
     *
     * @throws IllegalArgumentException if it is not a valid identifier
     */
    public static String fold(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "not a valid name: '" + abbreviate(name) + "' (letters, digits and _ only, no digit first)");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    static void requireFolded(String name) {
        if (!isValid(name) || !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a folded name: '" + abbreviate(name) + "'");
        }
    }

    private static String abbreviate(String name) {
        return name == null || name.length() <= 60 ? name : name.substring(0, 60) + "...";
    }
}
