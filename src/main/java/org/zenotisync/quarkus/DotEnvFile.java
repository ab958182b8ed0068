package org.zenotisync.quarkus;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a file {@code .env} as shells and other programs read it: lines {@code NAME=value}, with or without
 * {@code export} before the name and blanks around the equals sign, comments, quotes, a byte order mark and any line
 * ends. A colon may stand in place of the equals sign.
 *
 * <p>A value in single quotes is taken as it is. In double quotes a backslash before <code>" \ $ `</code> makes that
 * character plain, as in shells; every other backslash stands for itself. A value without quotes ends before a {@code
 * #} that follows a blank. A value ends with its line, and {@code $} has no meaning here.
 */
final class DotEnvFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Stands for bytes that are not text. */
    private static final char NOT_TEXT = '\uFFFD';

    /** Names as shells have them, and the dotted ones of settings. */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export[ \\t]+)?(%?[A-Za-z_][A-Za-z0-9_.\"%\\[\\]-]*)[ \\t]*[=:][ \\t]*(.*)");

    private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'[ \\t]*(?:#.*)?");
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"[ \\t]*(?:#.*)?");
    private static final Pattern COMMENT = Pattern.compile("(?:^|[ \\t])#.*$");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\"\\\\$`])");

    private final Map<String, String> values;
    private final int badLine;

    private DotEnvFile(Map<String, String> values, int badLine) {
        this.values = values;
        this.badLine = badLine;
    }

    /** Reads the bytes of a file: UTF-8, or UTF-16 with a byte order mark, as Windows writes it. */
    static DotEnvFile of(byte[] content) {
        String text = new String(content, charset(content));
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        Map<String, String> values = new LinkedHashMap<>();
        int badLine = 0;
        int number = 0;
        for (String line : text.split("\\r\\n|\\r|\\n", -1)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && stripped.charAt(0) != '#' && !read(stripped, values) && badLine == 0) {
                badLine = number;
            }
        }
        return new DotEnvFile(values, badLine);
    }

    /** The values by name; the last one of a name that is repeated, as in a shell. */
    Map<String, String> values() {
        return values;
    }

    /** The number of the first line that cannot be read, from 1; empty if all lines can be read. */
    Optional<Integer> badLine() {
        return badLine == 0 ? Optional.empty() : Optional.of(badLine);
    }

    private static Charset charset(byte[] content) {
        boolean isUtf16 = content.length > 1
                && (content[0] == (byte) 0xff && content[1] == (byte) 0xfe
                        || content[0] == (byte) 0xfe && content[1] == (byte) 0xff);
        return isUtf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    private static boolean read(String line, Map<String, String> values) {
        Matcher assignment = ASSIGNMENT.matcher(line);
        if (!assignment.matches() || line.indexOf(NOT_TEXT) >= 0) {
            return false;
        }
        return value(assignment.group(2))
                .map(value -> {
                    values.put(assignment.group(1), value);
                    return true;
                })
                .orElse(false);
    }

    /** The value; empty if a quote is not closed, or anything but a comment follows it. */
    private static Optional<String> value(String text) {
        if (text.startsWith("'")) {
            Matcher quoted = SINGLE_QUOTED.matcher(text);
            return quoted.matches() ? Optional.of(quoted.group(1)) : Optional.empty();
        }
        if (text.startsWith("\"")) {
            Matcher quoted = DOUBLE_QUOTED.matcher(text);
            return quoted.matches()
                    ? Optional.of(ESCAPED.matcher(quoted.group(1)).replaceAll("$1"))
                    : Optional.empty();
        }
        return Optional.of(COMMENT.matcher(text).replaceFirst("").strip());
    }
}
