package org.zenotisync.config;

/**
 * Whether {@code run} opens ports.
 *
 * @param isOn whether it serves health and metrics on the management port of Quarkus
 */
public record WebConfig(boolean isOn) {

    /** The setting. */
    public static final String KEY = "zenoti.web";

    /** The values of {@value #KEY}. */
    enum Switch {
        ON,
        OFF
    }

    /**
     * Reads the setting.
     *
     * @throws ConfigException if the value is not accepted
     */
    public static WebConfig read(SettingsSource settings) {
        return new WebConfig(Settings.WEB.read(settings) == Switch.ON);
    }
}
