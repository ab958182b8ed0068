package org.zenotisync.quarkus;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
 * Says to Quarkus which ports it opens and who signs in, by the command and the settings {@code zenoti.web}. If a
 * setting is wrong or a port is in use, it opens none, and the command reports why: Quarkus would end the program
 * without a word.
 */
public final class WebPorts implements ConfigSourceFactory {

    static final String HOST = "quarkus.management.host";
    static final String PORT = "quarkus.management.port";

    private static final String DEFAULT_HOST = "localhost";
    private static final int DEFAULT_PORT = 9000;
    private static final int HIGHEST_PORT = 65_535;

    /** Above everything else: a port that is wrong must not reach Quarkus. */
    private static final int ORDINAL = 1000;

    private static volatile boolean isServing;
    private static volatile Optional<String> problem = Optional.empty();

    /**
     * Opens ports, if the settings say so; called before Quarkus starts.
     *
     * @param arguments of the command line
     */
    public static void openFor(List<String> arguments) {
        // with an option before it, the command is only explained, or the command line is wrong
        isServing = arguments.isEmpty() || arguments.equals(List.of("run"));
    }

    /** Why no port could be opened, as text for people; empty if one is open, or none is wanted. */
    static Optional<String> problem() {
        return problem;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return List.of(new PropertiesConfigSource(properties(new Settings(context)), "ports of the program", ORDINAL));
    }

    private static Map<String, String> properties(SettingsSource settings) {
        Map<String, String> properties = new HashMap<>();
        Optional<WebConfig> wanted = web(settings).filter(WebConfig::isOn);
        wanted.ifPresent(
                web -> problem = problem(settings).or(() -> unusable(WebConfig.KEY + ".port", web.host(), web.port())));
        Optional<WebConfig> open = wanted.filter(web -> problem.isEmpty());
        properties.put("quarkus.management.host-enabled", String.valueOf(open.isPresent()));
        properties.put("quarkus.http.host-enabled", String.valueOf(open.isPresent()));
        open.ifPresentOrElse(
                web -> {
                    properties.put("quarkus.http.host", web.host());
                    properties.put("quarkus.http.port", String.valueOf(web.port()));
                    signIn(web, properties);
                },
                () -> properties.put(PORT, String.valueOf(DEFAULT_PORT)));
        return properties;
    }

    /** What the command will serve; empty if it opens no port, or a setting is wrong, which the command reports. */
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

    private static Optional<String> problem(SettingsSource settings) {
        String host = settings.get(HOST).map(String::strip).orElse(DEFAULT_HOST);
        String port = settings.get(PORT).map(String::strip).orElse(String.valueOf(DEFAULT_PORT));
        return !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > HIGHEST_PORT
                ? Optional.of(PORT + ": '" + port + "' is not a number from 0 to " + HIGHEST_PORT)
                : unusable(PORT, host, Integer.parseInt(port));
    }

    /** Why a port cannot be opened. */
    private static Optional<String> unusable(String setting, String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(setting + ": the port " + port + " of " + host + " cannot be opened (" + e.getMessage()
                    + "); set another one, or zenoti.web=off");
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
