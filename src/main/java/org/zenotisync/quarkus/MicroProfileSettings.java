package org.zenotisync.quarkus;

import io.smallrye.config.EnvConfigSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;

/** Settings as MicroProfile Config reads them: -D, environment variables, .env, files application.properties. */
final class MicroProfileSettings implements SettingsSource {

    private final Config config;

    /** @throws ConfigException if a file {@code .env} or the file of an unpacked archive cannot be read */
    MicroProfileSettings(Config config) {
        this.config = config;
        for (ConfigSource source : config.getConfigSources()) {
            problem(source).ifPresent(problem -> {
                throw new ConfigException(problem);
            });
        }
    }

    private static Optional<String> problem(ConfigSource source) {
        if (source instanceof DotEnvSources.DotEnvSource file) {
            return file.problem();
        }
        return source instanceof ConfFile file ? file.problem() : Optional.empty();
    }

    /** @throws ConfigException if the value holds an expression that cannot be expanded */
    @Override
    public Optional<String> get(String key) {
        ConfigValue value = config.getConfigValue(key);
        if (value.getValue() == null && value.getRawValue() != null) {
            throw new ConfigException(
                    key + ": its value holds an expression ${...} that cannot be expanded; write $${ for a"
                            + " dollar sign before a brace");
        }
        return Optional.ofNullable(value.getValue()).filter(text -> !text.isBlank());
    }

    @Override
    public Optional<String> literal(String key) {
        return Optional.ofNullable(config.getConfigValue(key).getRawValue()).filter(value -> !value.isBlank());
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (ConfigSource source : config.getConfigSources()) {
            boolean environment = source instanceof EnvConfigSource;
            for (String name : source.getPropertyNames()) {
                // beside ZENOTI_TARGET_TABLE_NAME such a source also returns its guess zenoti.target.table.name
                if (!environment || name.equals(name.toUpperCase(Locale.ROOT))) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
