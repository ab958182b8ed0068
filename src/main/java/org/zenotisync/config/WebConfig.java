package org.zenotisync.config;

import java.util.regex.Pattern;

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

    /** What leads only to the local machine. */
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?", Pattern.CASE_INSENSITIVE);

    /** The values of {@value #KEY}. */
    enum Switch {
        ON,
        OFF
    }

    /**
     * Reads the settings, and the file with the users if one is set.
     *
     * @throws ConfigException if a value is not accepted, the file cannot be read, or there are buttons, or
     *     values for others than the local machine, without users
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
        boolean isOn = Settings.WEB.read(settings) == Switch.ON;
        String host = Settings.WEB_HOST.read(settings).strip();
        boolean showsRows = Settings.WEB_SHOW_ROWS.read(settings);
        if (isOn && showsRows && users.isEmpty() && !LOOPBACK.matcher(host).matches()) {
            throw new ConfigException(Settings.WEB_SHOW_ROWS.key() + ": everybody who reaches " + host
                    + " would see rows of the feed, which may be personal data; set " + Settings.WEB_USERS.key()
                    + " to a file with users who sign in (docs/page.md), " + Settings.WEB_HOST.key()
                    + "=localhost, or " + Settings.WEB_SHOW_ROWS.key() + "=false");
        }
        return new WebConfig(isOn, host, Settings.WEB_PORT.read(settings), showsRows, hasActions, users);
    }

    /** Whether who opens the page must sign in. */
    public boolean needsSignIn() {
        return !users.isEmpty();
    }
}
