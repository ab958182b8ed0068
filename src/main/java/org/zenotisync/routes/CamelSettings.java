package org.zenotisync.routes;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.zenotisync.config.SettingsSource;

/** Settings from the properties of a Camel context. */
final class CamelSettings {

    private CamelSettings() {}

    static SettingsSource of(CamelContext context) {
        Properties properties = context.getPropertiesComponent().loadProperties(name -> name.startsWith("zenoti."));
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return SettingsSource.of(settings);
    }
}
