package org.zenotisync.quarkus;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.WebConfig;

/**
 * Says to Quarkus which ports it opens and who signs in, by the command and the settings {@code zenoti.web}. A value
 * that is wrong opens none: the command reports it.
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
        Map<String, String> properties = new HashMap<>();
        properties.put("quarkus.management.host-enabled", "false");
        properties.put("quarkus.http.host-enabled", "false");
        web(settings).filter(WebConfig::isOn).ifPresent(web -> {
            properties.put("quarkus.management.host-enabled", "true");
            properties.put("quarkus.http.host-enabled", "true");
            properties.put("quarkus.http.host", web.host());
            properties.put("quarkus.http.port", String.valueOf(web.port()));
            signIn(web, properties);
        });
        return properties;
    }

    /** What the command will serve; empty if it opens no port, or a setting is wrong. */
    private static Optional<WebConfig> web(SettingsSource settings) {
        try {
            return isServing ? Optional.of(WebConfig.read(settings)) : Optional.empty();
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    /** The users as Quarkus' embedded realm has them; with users, only they see the page. */
    private static void signIn(WebConfig web, Map<String, String> properties) {
        if (!web.needsSignIn()) {
            return;
        }
        properties.put("quarkus.security.users.embedded.algorithm", "digest-sha-512");
        web.users().digests().forEach((name, digest) -> {
            properties.put("quarkus.security.users.embedded.users.\"" + name + "\"", digest);
            properties.put("quarkus.security.users.embedded.roles.\"" + name + "\"", "operator");
        });
        properties.put("quarkus.http.auth.permission.page.paths", "/*");
        properties.put("quarkus.http.auth.permission.page.policy", "authenticated");
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
