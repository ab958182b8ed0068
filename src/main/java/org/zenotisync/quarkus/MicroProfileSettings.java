package org.zenotisync.quarkus;

import io.smallrye.config.EnvConfigSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.zenotisync.config.SettingsSource;

/** Settings as MicroProfile Config has them: application.properties, environment variables, -D. */
final class MicroProfileSettings implements SettingsSource {

    private final Config config;

    MicroProfileSettings(Config config) {
        this.config = config;
    }

    @Override
    public Optional<String> get(String key) {
        return config.getOptionalValue(key, String.class).filter(value -> !value.isBlank());
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (ConfigSource source : config.getConfigSources()) {
            boolean environment = source instanceof EnvConfigSource;
            for (String name : source.getPropertyNames()) {
                // beside ZENOTI_TARGET_TABLE_NAME such a source also tells its guess zenoti.target.table.name
                if (!environment || name.equals(name.toUpperCase(Locale.ROOT))) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
