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
 * Says to Quarkus which ports it opens, by the command and {@code zenoti.web}. If a setting is wrong or the port is in
 * use, it opens none, and the command reports why: Quarkus would end the program without a word.
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
        // there is nothing yet that is not for management
        properties.put("quarkus.http.host-enabled", "false");
        boolean isWanted = isServing && isOn(settings);
        if (isWanted) {
            problem = problem(settings);
        }
        boolean isOpen = isWanted && problem.isEmpty();
        properties.put("quarkus.management.host-enabled", String.valueOf(isOpen));
        if (!isOpen) {
            properties.put(PORT, String.valueOf(DEFAULT_PORT));
        }
        return properties;
    }

    private static boolean isOn(SettingsSource settings) {
        try {
            return WebConfig.read(settings).isOn();
        } catch (ConfigException e) {
            return false;
        }
    }

    private static Optional<String> problem(SettingsSource settings) {
        String host = settings.get(HOST).map(String::strip).orElse(DEFAULT_HOST);
        String port = settings.get(PORT).map(String::strip).orElse(String.valueOf(DEFAULT_PORT));
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
            return Optional.of(PORT + ": '" + port + "' is not a number from 0 to " + HIGHEST_PORT);
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, Integer.parseInt(port)));
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(PORT + ": the port " + port + " of " + host + " cannot be opened (" + e.getMessage()
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
