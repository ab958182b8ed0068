package org.zenotisync.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The declaration of one setting. The check of unknown names, the reading of the value, the name of the environment
 * variable and the line in docs/settings.md are derived from it.
 *
 * @param <T> type of the value
 * @param key for example {@code zenoti.bucket}; {@value #TABLE} stands for a table's name, and
 *     {@value #SOURCE} for that of a source
 * @param values what is accepted
 * @param meaning for people, in Markdown
 * @param whenAbsent what counts if the setting is absent or blank
 * @param expressions whether expressions in the value are expanded
 */
public record Setting<T>(String key, ValueType<T> values, String meaning, Default whenAbsent, Expressions expressions) {

    /** The place of a table's name in the key of a setting that each table may have. */
    public static final String TABLE = "<table>";

    /** The place of a source's name in the key of a setting that each source may have. */
    public static final String SOURCE = "<name>";

    private static final Pattern PLACE = Pattern.compile("<[a-z]+>");

    /** Whether the value may refer to other settings. */
    public enum Expressions {
        /** <code>${…}</code> and the like are replaced. */
        EXPANDED,
        /** The value is taken exactly as it is written: user names, passwords and keys. */
        LITERAL
    }

    /**
     * What counts if a setting is absent.
     *
     * @param text read in place of a value; empty if there is no value then
     * @param shown for people, in Markdown
     * @param written the text as it is written into application.properties; blank unless the text is the same
     *     everywhere
     */
    public record Default(Supplier<Optional<String>> text, String shown, String written) {

        /** A text that is read like a value. */
        public static Default of(String text) {
            return new Default(() -> Optional.of(text), "`" + text + "`", text);
        }

        /** A text that is read like a value, and is shown in other words. */
        public static Default of(Supplier<String> text, String shown) {
            return new Default(() -> Optional.of(text.get()), shown, "");
        }

        /** No value. */
        public static Default none(String shown) {
            return new Default(Optional::empty, shown, "");
        }
    }

    /** A setting in whose value expressions are expanded. */
    public Setting(String key, ValueType<T> values, String meaning, Default whenAbsent) {
        this(key, values, meaning, whenAbsent, Expressions.EXPANDED);
    }

    /**
     * The value that is set, or the default.
     *
     * @return empty if the setting is absent and has no default
     * @throws ConfigException if the value is not accepted
     */
    public Optional<T> find(SettingsSource settings) {
        return textOf(key, settings).or(whenAbsent.text()).map(this::parse);
    }

    /**
     * The value that is set, or the default.
     *
     * @throws ConfigException if the value is not accepted, or the setting is absent and has no default
     */
    public T read(SettingsSource settings) {
        return find(settings).orElseThrow(() -> new ConfigException(key + ": not set"));
    }

    /** The value as it is set by this key or by another name of the setting; empty if it is absent. */
    Optional<String> textOf(String name, SettingsSource settings) {
        return expressions == Expressions.LITERAL ? settings.literal(name) : settings.get(name);
    }

    /** Whether a name is the key or the environment variable of this setting. */
    boolean hasName(String name) {
        return name.equals(key) || name.equals(environmentName());
    }

    /** The environment variable that sets it. */
    public String environmentName() {
        Matcher place = PLACE.matcher(key);
        return place.find()
                ? environmentName(key.substring(0, place.start()))
                        + place.group().toUpperCase(Locale.ROOT)
                        + environmentName(key.substring(place.end()))
                : environmentName(key);
    }

    /** The environment variable that sets a key, as MicroProfile Config and Camel name it. */
    static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private T parse(String text) {
        return values.parse(key, text);
    }
}
