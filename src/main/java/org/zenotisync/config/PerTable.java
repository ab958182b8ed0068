package org.zenotisync.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.model.TableNames;

/**
 * The values of one setting for several tables. A table may be spelt in several ways; their values must then be equal.
 */
final class PerTable<T> {

    private static final Logger LOG = LoggerFactory.getLogger(PerTable.class);

    /** The name of an environment variable has no point between a schema and a table. */
    private static final Pattern WITH_SCHEMA = Pattern.compile("\\w+?_(bi_(?:fact|dim)\\w*)");

    private record Given<T>(String name, T value) {}

    private final Setting<T> setting;
    private final String before;
    private final String after;
    private final Pattern key;
    private final Pattern environmentName;
    private final Map<String, Given<T>> given = new HashMap<>();

    /** @param setting whose key contains {@value Setting#TABLE} */
    PerTable(Setting<T> setting) {
        this.setting = setting;
        int place = setting.key().indexOf(Setting.TABLE);
        this.before = setting.key().substring(0, place);
        this.after = setting.key().substring(place + Setting.TABLE.length());
        this.key = Pattern.compile(Pattern.quote(before) + "(.+)" + Pattern.quote(after), Pattern.CASE_INSENSITIVE);
        this.environmentName = Pattern.compile(Pattern.quote(Setting.environmentName(before)) + "(.+)"
                + Pattern.quote(Setting.environmentName(after)));
    }

    /** Whether a name is that of this setting for some table. */
    boolean hasName(String name) {
        return key.matcher(name).matches() || environmentName.matcher(name).matches();
    }

    /**
     * Reads the value for a table.
     *
     * @param name which {@link #hasName} accepts
     * @throws ConfigException if the name contains no table, the value is not accepted, or the table has another
     *     value by another spelling
     */
    void read(String name, SettingsSource settings) {
        String spelling = spelling(name);
        String table = TableNames.read(spelling)
                .orElseThrow(() -> new ConfigException(name + ": '" + spelling
                        + "' is not the name of a table (letters, digits and _, no digit first)"));
        warning(name).ifPresent(LOG::warn);
        String bare = spelling.strip().toLowerCase(Locale.ROOT).replaceAll("^\"|\"$", "");
        String text =
                settings.get(before + bare + after).or(() -> settings.get(name)).orElse("");
        put(table, name, setting.values().parse(name, text));
    }

    /** The values by the names of the tables. */
    Map<String, T> byTable() {
        return given.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }

    private String spelling(String name) {
        Matcher dotted = key.matcher(name);
        if (dotted.matches()) {
            return dotted.group(1);
        }
        Matcher variable = environmentName.matcher(name);
        if (!variable.matches()) {
            throw new IllegalArgumentException(name + " does not set " + setting.key());
        }
        return variable.group(1);
    }

    private void put(String table, String name, T value) {
        Given<T> before = given.putIfAbsent(table, new Given<>(name, value));
        if (before != null && !before.value().equals(value)) {
            throw new ConfigException(before.name() + " and " + name + " set different values for the same table "
                    + table + "; remove one of them");
        }
    }

    /** A warning about a name that looks as if it had a schema before the table; empty otherwise. */
    Optional<String> warning(String name) {
        Matcher withSchema = WITH_SCHEMA.matcher(spelling(name).toLowerCase(Locale.ROOT));
        return environmentName.matcher(name).matches() && withSchema.matches()
                ? Optional.of(name + " sets " + setting.key() + " for a table " + withSchema.group()
                        + "; if table " + withSchema.group(1) + " is meant, leave the schema out: "
                        + Setting.environmentName(before + withSchema.group(1) + after))
                : Optional.empty();
    }
}
