package org.zenotisync.config;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableNames;

/**
 * The values that a setting accepts.
 *
 * @param <T> type of a value
 * @param shown the values for people, in Markdown
 * @param parser reads a text, given after the name of the setting; throws a {@link ConfigException} that begins
 *     with this name
 */
public record ValueType<T>(String shown, BiFunction<String, String, T> parser) {

    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads a value.
     *
     * @param name of the setting, for messages
     * @throws ConfigException if the text is not accepted
     */
    public T parse(String name, String text) {
        return parser.apply(name, text);
    }

    /** Any text, with blanks around it. */
    public static ValueType<String> text(String shown) {
        return new ValueType<>(shown, (name, text) -> text);
    }

    /** A number without sign and fraction. */
    public static ValueType<Integer> number(int least, int most) {
        String range =
                most == Integer.MAX_VALUE ? "a number from " + least + " on" : "a number from " + least + " to " + most;
        return new ValueType<>(range, (name, text) -> wholeNumber(text)
                .filter(number -> number >= least && number <= most)
                .orElseThrow(() -> new ConfigException(name + ": '" + text.strip() + "' is not " + range)));
    }

    /** A TCP port to listen on; 0 stands for any free one. */
    static ValueType<Integer> port() {
        ValueType<Integer> number = number(0, HIGHEST_PORT);
        return new ValueType<>("a port; `0` for any free one, which the log names", (name, text) -> {
            if (text.strip().startsWith("tcp://")) {
                throw new ConfigException(name + ": '" + text.strip() + "' is not a port; Kubernetes sets "
                        + Setting.environmentName(name) + " for a service of that name: give the service another name,"
                        + " or the pod enableServiceLinks: false");
            }
            return number.parse(name, text);
        });
    }

    /** The constants of an enum, by their names in lower case and with hyphens. */
    static <E extends Enum<E>> ValueType<E> choice(Class<E> constants) {
        List<String> words =
                Arrays.stream(constants.getEnumConstants()).map(ValueType::word).toList();
        return new ValueType<>(
                words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ")),
                (name, text) -> Arrays.stream(constants.getEnumConstants())
                        .filter(constant -> word(constant).equalsIgnoreCase(text.strip()))
                        .findFirst()
                        .orElseThrow(() -> new ConfigException(name + ": '" + text + "' is "
                                + (words.size() == 2
                                        ? "neither " + words.get(0) + " nor " + words.get(1)
                                        : "not one of " + String.join(", ", words)))));
    }

    static ValueType<Duration> duration() {
        return new ValueType<>("a duration: `0s`, `30s`, `15m`, `2h`, `1d`, `PT15M`", Durations::parse);
    }

    /** Globs of table names. */
    static ValueType<List<String>> globs() {
        return new ValueType<>("globs with `*` and `?`, separated by commas", (name, text) -> {
            List<String> globs = split(text);
            for (String glob : globs) {
                if (!TableNames.glob(glob).matches("[a-z0-9_*?]+")) {
                    throw new ConfigException(
                            name + ": '" + glob + "' is not a glob of table names (letters, digits, _, *, ?)");
                }
            }
            return globs;
        });
    }

    /** Globs of columns, each with its table. */
    static ValueType<List<String>> columnGlobs() {
        return new ValueType<>("globs `table.column` with `*` and `?`, separated by commas", (name, text) -> {
            List<String> globs = split(text);
            for (String glob : globs) {
                if (!glob.matches("[A-Za-z0-9_*?.]+\\.[A-Za-z0-9_*?]+")) {
                    throw new ConfigException(name + ": '" + glob + "' is not a glob of columns, as in"
                            + " *.etlcreateddate (table.column; letters, digits, _, *, ?)");
                }
            }
            return globs;
        });
    }

    /** Names of columns, at least one; folded. */
    static ValueType<List<String>> columns() {
        return new ValueType<>("names of columns, separated by commas", (name, text) -> {
            List<String> columns = split(text);
            for (String column : columns) {
                if (!Identifiers.isValid(column)) {
                    throw new ConfigException(name + ": '" + column + "' is not the name of a column"
                            + " (letters, digits and _, no digit first)");
                }
            }
            if (columns.isEmpty()) {
                throw new ConfigException(name + ": names no column; give one, or several separated by commas");
            }
            return columns.stream().map(Identifiers::fold).toList();
        });
    }

    /** Tables that are shared: globs, and a word for those that the documentation lists. */
    static ValueType<List<String>> sharedTables() {
        return new ValueType<>("globs with `*` and `?`, and `default`, separated by commas", globs().parser());
    }

    /** {@code true} or {@code false}. */
    static ValueType<Boolean> truth() {
        return new ValueType<>(
                "`true`, `false`", (name, text) -> switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new ConfigException(name + ": '" + text + "' is neither true nor false");
                });
    }

    /** The address of a server. */
    public static ValueType<URI> url(String shown) {
        return new ValueType<>(shown, ValueType::uri);
    }

    private static URI uri(String name, String url) {
        try {
            URI uri = URI.create(url.strip());
            if (uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().startsWith("http")
                    && uri.getPort() <= HIGHEST_PORT) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // reported below
        }
        throw new ConfigException(
                name + ": '" + url.replaceFirst("//.*@", "//***@") + "' is not a URL (example: http://localhost:9000)");
    }

    /** The ARN of a role. */
    static ValueType<String> role() {
        return new ValueType<>("ARN of a role", (name, text) -> {
            if (!text.strip().matches("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+")) {
                throw new ConfigException(name + ": '" + text.strip()
                        + "' is not the ARN of a role (example: arn:aws:iam::123456789012:role/reader)");
            }
            return text.strip();
        });
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Integer> wholeNumber(String text) {
        return text.strip().matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text.strip())) : Optional.empty();
    }

    /** The elements of a comma-separated list, without blanks around them and without empty ones. */
    private static List<String> split(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }
}
