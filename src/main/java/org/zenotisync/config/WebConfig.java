package org.zenotisync.config;

/**
 * What {@code run} serves.
 *
 * @param isOn whether it opens ports: health and metrics on the management port of Quarkus, and the status page
 * @param host interface of the status page
 * @param port of the status page
 * @param showsRows whether the page shows values of the feed, which may be personal data
 * @param hasActions whether the page has buttons; there are users then
 * @param users who may see the page; if there is none, everybody may who reaches the port
 */
public record WebConfig(boolean isOn, String host, int port, boolean showsRows, boolean hasActions, WebUsers users) {

    /** The setting that opens ports, and the beginning of the others. */
    public static final String KEY = "zenoti.web";

    /** The values of {@value #KEY}. */
    enum Switch {
        ON,
        OFF
    }

    /**
     * Reads the settings, and the file with the users if one is set.
     *
     * @throws ConfigException if a value is not accepted, the file cannot be read, or there are buttons without users
     */
    public static WebConfig read(SettingsSource settings) {
        WebUsers users = Settings.WEB_USERS
                .find(settings)
                .map(path -> WebUsers.read(Settings.WEB_USERS.key(), path))
                .orElse(WebUsers.NONE);
        boolean hasActions = Settings.WEB_ACTIONS.read(settings);
        if (hasActions && users.isEmpty()) {
            throw new ConfigException(
                    Settings.WEB_ACTIONS.key() + ": the buttons of the status page need users who sign"
                            + " in; set " + Settings.WEB_USERS.key() + " to a file with them (docs/page.md), or "
                            + Settings.WEB_ACTIONS.key() + "=false");
        }
        return new WebConfig(
                Settings.WEB.read(settings) == Switch.ON,
                Settings.WEB_HOST.read(settings).strip(),
                Settings.WEB_PORT.read(settings),
                Settings.WEB_SHOW_ROWS.read(settings),
                hasActions,
                users);
    }

    /** Whether who opens the page must sign in. */
    public boolean needsSignIn() {
        return !users.isEmpty();
    }
}
