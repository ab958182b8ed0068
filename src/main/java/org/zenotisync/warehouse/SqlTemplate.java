package org.zenotisync.warehouse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An SQL statement with named placeholders, for example <code>DELETE FROM {target}</code>. A placeholder is filled with
 * SQL text: a quoted name, or a list of them. Values are not filled in: they are the statement's parameters ({@code
 * ?}).
 */
public final class SqlTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

    private final String text;

    /** Plain texts and the names of placeholders by turns; a plain text is first and last. */
    private final List<String> parts = new ArrayList<>();

    private final Set<String> names = new HashSet<>();

    private SqlTemplate(String text) {
        this.text = text;
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int end = 0;
        while (placeholder.find()) {
            parts.add(plain(text.substring(end, placeholder.start())));
            parts.add(placeholder.group(1));
            names.add(placeholder.group(1));
            end = placeholder.end();
        }
        parts.add(plain(text.substring(end)));
    }

    /**
     * A template of a text.
     *
     * @throws IllegalArgumentException if the text has a brace that does not belong to a placeholder
     */
    public static SqlTemplate of(String text) {
        return new SqlTemplate(text.strip());
    }

    private static String plain(String part) {
        if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
            throw new IllegalArgumentException("a brace does not belong to a placeholder: " + part);
        }
        return part;
    }

    /** The statement where its only placeholder has a value. */
    public String fill(String name, String value) {
        return fill(Map.of(name, value));
    }

    /**
     * The statement.
     *
     * @param values by the names of the placeholders
     * @throws IllegalArgumentException if a placeholder has no value, or a value no placeholder
     */
    public String fill(Map<String, String> values) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("{" + name + "} is not a placeholder of: " + text);
            }
        }
        return fill(values::get);
    }

    /**
     * The statement.
     *
     * @param values gives the value of each placeholder that the statement has, by its name; null if there is none
     * @throws IllegalArgumentException if a placeholder has no value
     */
    public String fill(UnaryOperator<String> values) {
        StringBuilder sql = new StringBuilder(text.length() * 2);
        for (int i = 0; i < parts.size(); i++) {
            boolean isName = i % 2 == 1;
            sql.append(isName ? value(parts.get(i), values) : parts.get(i));
        }
        return sql.toString();
    }

    private String value(String name, UnaryOperator<String> values) {
        String value = values.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("{" + name + "} has no value in: " + text);
        }
        return value;
    }

    /** The text with its placeholders. */
    @Override
    public String toString() {
        return text;
    }
}
