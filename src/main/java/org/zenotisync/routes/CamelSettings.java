package org.zenotisync.routes;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;

/**
 * Settings from the properties of a Camel context. Its Properties component supports overrides by system properties and
 * environment variables, and placeholders such as <code>{{env:BUCKET}}</code>.
 */
final class CamelSettings implements SettingsSource {

    private static final String PREFIX = "zenoti.";
    private static final String ENV_PREFIX = "ZENOTI_";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");

    private final PropertiesComponent properties;
    private final Set<String> names = new TreeSet<>();

    CamelSettings(CamelContext context) {
        properties = context.getPropertiesComponent();
        names.addAll(properties.loadProperties(CamelSettings::isSetting).stringPropertyNames());
        // for ZENOTI_TARGET_TABLE_NAME, a source of MicroProfile Config also lists its guess zenoti.target.table.name
        names.removeIf(name -> System.getenv(environmentName(name)) != null);
        System.getProperties().stringPropertyNames().stream()
                .filter(CamelSettings::isSetting)
                .forEach(names::add);
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith(ENV_PREFIX))
                .forEach(names::add);
    }

    /** @throws ConfigException if the value holds a placeholder that cannot be resolved */
    @Override
    public Optional<String> get(String key) {
        Optional<String> value = properties.resolveProperty(key);
        if (value.isEmpty() && names.contains(key)) {
            throw new ConfigException(key + ": its value holds a placeholder that cannot be resolved");
        }
        return value.filter(text -> !text.isBlank());
    }

    /**
     * Searches in the same order as the Properties component. Only a complete placeholder such as
     * <code>{{env:DB_PASSWORD}}</code> is resolved: with it the host names the place where a secret is kept.
     *
     * @throws ConfigException if the value holds a placeholder that cannot be resolved
     */
    @Override
    public Optional<String> literal(String key) {
        Optional<String> raw = Optional.ofNullable(System.getenv(environmentName(key)))
                .or(() -> Optional.ofNullable(System.getProperty(key)))
                .or(() -> Optional.ofNullable(
                        properties.loadProperties(key::equals).getProperty(key)));
        return raw.isEmpty() || PLACEHOLDER.matcher(raw.get()).find() ? get(key) : raw.filter(text -> !text.isBlank());
    }

    @Override
    public Set<String> names() {
        return names;
    }

    private static boolean isSetting(String name) {
        return name.startsWith(PREFIX);
    }

    private static String environmentName(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
