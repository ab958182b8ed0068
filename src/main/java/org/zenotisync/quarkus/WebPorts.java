package org.zenotisync.quarkus;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.WebConfig;

/**
 * Says to Quarkus which ports it opens, by the command and {@code zenoti.web}. A value that is wrong opens none:
 * the command reports it.
 */
public final class WebPorts implements ConfigSourceFactory {

    /** Above the defaults, below everything that a person sets. */
    private static final int ORDINAL = 240;

    private static volatile boolean isServing;

    /**
     * Opens ports, if the settings say so; called before Quarkus starts.
     *
     * @param arguments of the command line
     */
    public static void openFor(List<String> arguments) {
        // with an option before it, the command is only explained, or the command line is wrong
        isServing = arguments.isEmpty() || arguments.equals(List.of("run"));
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return List.of(new PropertiesConfigSource(properties(new Settings(context)), "ports of the program", ORDINAL));
    }

    private static Map<String, String> properties(SettingsSource settings) {
        boolean isOn = isServing && isOn(settings);
        return Map.of(
                "quarkus.management.host-enabled",
                String.valueOf(isOn),
                // there is nothing yet that is not for management
                "quarkus.http.host-enabled",
                "false");
    }

    private static boolean isOn(SettingsSource settings) {
        try {
            return WebConfig.read(settings).isOn();
        } catch (ConfigException e) {
            return false;
        }
    }

    private record Settings(ConfigSourceContext context) implements SettingsSource {

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(context.getValue(key).getValue()).filter(text -> !text.isBlank());
        }

        @Override
        public Optional<String> literal(String key) {
            return get(key);
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    }
}
