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
import org.zenotisync.config.SyncConfig;

/**
 * Settings from the properties of a Camel context. Its Properties component supports overrides by system properties and
 * environment variables, and placeholders such as <code>{{env:BUCKET}}</code>.
 */
final class CamelSettings implements SettingsSource {

    /** What the names of settings begin with, before the prefix of the host takes its place. */
    private static final String OURS = "zenoti";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");

    private final PropertiesComponent properties;
    private final String prefix;
    private final Set<String> names = new TreeSet<>();

    /** @param prefix what the names begin with in the host, without a dot at the end */
    CamelSettings(CamelContext context, String prefix) {
        this.prefix = prefix;
        properties = context.getPropertiesComponent();
        Set<String> keys =
                new TreeSet<>(properties.loadProperties(this::isSetting).stringPropertyNames());
        // for ZENOTI_TARGET_TABLE_NAME, a source of MicroProfile Config also lists its guess zenoti.target.table.name
        keys.removeIf(name -> System.getenv(environmentName(name)) != null);
        System.getProperties().stringPropertyNames().stream()
                .filter(this::isSetting)
                .forEach(keys::add);
        SpringProperties.names(context).filter(this::isSetting).forEach(keys::add);
        keys.forEach(key -> names.add(OURS + key.substring(prefix.length())));
        String environment = environmentName(prefix);
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith(environment + "_"))
                .map(name -> environmentName(OURS) + name.substring(environment.length()))
                .filter(name -> !isOfLongerPrefix(name))
                .forEach(names::add);
    }

    /**
     * Whether a variable is one of another sync, whose prefix begins as this one: for {@code estate.feed} and
     * {@code estate.feed.us}, {@code ESTATE_FEED_US_BUCKET} is the bucket of the second.
     */
    static boolean isOfLongerPrefix(String variable) {
        String beginning = environmentName(OURS) + "_";
        if (SyncConfig.isSetting(variable)) {
            return false;
        }
        String rest = variable.substring(beginning.length());
        for (int end = rest.indexOf('_'); end > 0; end = rest.indexOf('_', end + 1)) {
            if (SyncConfig.isSetting(beginning + rest.substring(end + 1))) {
                return true;
            }
        }
        return false;
    }

    /** @throws ConfigException if the value holds a placeholder that cannot be resolved */
    @Override
    public Optional<String> get(String key) {
        Optional<String> value = properties.resolveProperty(inHost(key));
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
        String name = inHost(key);
        Optional<String> raw = Optional.ofNullable(System.getenv(environmentName(name)))
                .or(() -> Optional.ofNullable(System.getProperty(name)))
                .or(() -> Optional.ofNullable(
                        properties.loadProperties(name::equals).getProperty(name)));
        return raw.isEmpty() || PLACEHOLDER.matcher(raw.get()).find() ? get(key) : raw.filter(text -> !text.isBlank());
    }

    @Override
    public Set<String> names() {
        return names;
    }

    private boolean isSetting(String name) {
        return name.startsWith(prefix + ".");
    }

    private String inHost(String key) {
        String beginning = key.startsWith(environmentName(OURS)) ? environmentName(prefix) : prefix;
        return beginning + key.substring(OURS.length());
    }

    /** The environment variable that sets a property. */
    static String environmentName(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
