package org.zenotisync.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where settings come from: MicroProfile Config in the application, Camel properties or a map elsewhere. */
public interface SettingsSource {

    /** The value of a key such as {@code zenoti.bucket}; blank counts as absent. */
    Optional<String> get(String key);

    /**
     * The value of a user name, a password or another secret, exactly as it was written: no expression or placeholder
     * in it is expanded. A properties file's own escapes are read as in any such file.
     *
     * @return empty if it is not set; blank counts as absent
     */
    Optional<String> literal(String key);

    /** All names that are set, also those of environment variables, whatever they belong to. */
    Set<String> names();

    /** Settings from a map of dotted keys. */
    static SettingsSource of(Map<String, String> settings) {
        return new SettingsSource() {
            @Override
            public Optional<String> get(String key) {
                return Optional.ofNullable(settings.get(key)).filter(value -> !value.isBlank());
            }

            @Override
            public Optional<String> literal(String key) {
                return get(key);
            }

            @Override
            public Set<String> names() {
                return settings.keySet();
            }
        };
    }
}
