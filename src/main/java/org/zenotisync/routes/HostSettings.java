package org.zenotisync.routes;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.Schedule;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.config.WebConfig;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.UnreachableException;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouses;

/**
 * The settings of a sync in a host. The DataSource knows the URL of the target, so it need not be set. What the program
 * needs and a host does itself is refused, since it would do nothing.
 */
final class HostSettings implements SettingsSource {

    private static final String URL = "zenoti.target.url";
    private static final String SCHEDULE = "zenoti.schedule";

    private static final Set<String> CREDENTIALS = Set.of("zenoti.target.username", "zenoti.target.password");

    /** A key or an environment variable of a setting in a message. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w./-])(zenoti\\.(?=[a-z])|ZENOTI_(?=[A-Z]))");

    /** Drivers quote URLs in their messages. */
    private static final Pattern SECRET = Pattern.compile("(?i)(password|pwd|secret[a-z_]*|token)=[^&;\\s]*");

    private final SettingsSource settings;
    private final String prefix;
    private final DataSource target;
    private final HostBeans beans;

    /** @param prefix what the host's names begin with, without a dot at the end */
    HostSettings(SettingsSource settings, String prefix, DataSource target, HostBeans beans) {
        this.settings = settings;
        this.prefix = prefix;
        this.target = target;
        this.beans = beans;
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigException if one is wrong or missing; it has the host's name
     * @throws IllegalStateException if the library that a cron expression needs is missing
     * @throws UnreachableException if the URL of the target is not set, the target cannot be reached, and the
     *     DataSource does not say its URL without a connection
     */
    SyncConfig read(boolean isScheduled) {
        try {
            for (String key : CREDENTIALS) {
                refuse(key, "does nothing here: the DataSource of the host connects to the target");
            }
            refuse(WebConfig.KEY, "does nothing here: the host serves health and metrics");
            if (!isScheduled) {
                refuse(SCHEDULE, "does nothing here: the sync was added without its schedule");
            }
            if (settings.get(SCHEDULE).filter(Schedule::isCron).isPresent()) {
                beans.requireCron();
            }
            SyncConfig config = SyncConfig.read(this);
            // the routes need it, and would name it as the program does
            config.sources();
            return config;
        } catch (ConfigException e) {
            throw new ConfigException(inHost(String.valueOf(e.getMessage())));
        }
    }

    /** A text with the names that settings have in the host. */
    private String inHost(String text) {
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(
                        name.group().startsWith("Z") ? CamelSettings.environmentName(prefix) + "_" : prefix + "."));
    }

    private void refuse(String key, String reason) {
        if (settings.literal(key).isPresent()) {
            throw new ConfigException(key + ": " + reason + "; remove it");
        }
    }

    @Override
    public Optional<String> get(String key) {
        Optional<String> value = settings.get(key);
        return value.isEmpty() && key.equals(URL) ? Optional.of(urlOfTarget()) : value;
    }

    @Override
    public Optional<String> literal(String key) {
        return settings.literal(key);
    }

    @Override
    public Set<String> names() {
        return settings.names();
    }

    private String urlOfTarget() {
        try {
            return Jdbc.with(target, Warehouses::urlOf)
                    .orElseThrow(() ->
                            new ConfigException(URL + ": not set, and the driver does not report a JDBC URL; set it"));
        } catch (ConfigException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            // a connection pool of the host may throw exceptions of its own
            return ConfiguredUrl.of(target)
                    .orElseThrow(() -> new UnreachableException(
                            inHost("the target cannot be reached, and the DataSource does not say which database it is."
                                            + " Set " + URL + " to start without the target. The failure: ")
                                    + SECRET.matcher(Failures.text(e)).replaceAll("$1=***")));
        }
    }
}
