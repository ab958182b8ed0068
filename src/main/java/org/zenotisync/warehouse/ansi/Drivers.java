package org.zenotisync.warehouse.ansi;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.zenotisync.warehouse.DriverFolder;

/** Finds the driver of a URL: those that are registered, those on the class path, those in the {@link DriverFolder}. */
final class Drivers {

    private static final Pattern BEGINNING = Pattern.compile("jdbc:[a-zA-Z0-9_-]+:");

    /** Drivers that were found, by the beginning of the URL. */
    private static final Map<String, Driver> FOUND = new ConcurrentHashMap<>();

    private Drivers() {}

    /** How a URL begins: {@code jdbc:h2:}; empty if it is not a JDBC URL. It has no secrets. */
    static Optional<String> beginningOf(String url) {
        Matcher beginning = BEGINNING.matcher(url);
        return beginning.lookingAt() ? Optional.of(beginning.group()) : Optional.empty();
    }

    /** The driver that takes a URL; empty if there is none. */
    static Optional<Driver> of(String url) {
        String beginning = beginningOf(url).orElse(url);
        Driver known = FOUND.get(beginning);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Driver> found = Stream.concat(
                        DriverManager.drivers(), DriverFolder.loaders().flatMap(Drivers::in))
                .filter(driver -> takes(driver, url))
                .findFirst();
        found.ifPresent(driver -> FOUND.put(beginning, driver));
        return found;
    }

    /** A jar whose driver cannot be made is no reason not to look into the others. */
    private static Stream<Driver> in(ClassLoader loader) {
        return ServiceLoader.load(Driver.class, loader).stream().flatMap(provider -> {
            try {
                return Stream.of(provider.get());
            } catch (ServiceConfigurationError e) {
                return Stream.empty();
            }
        });
    }

    private static boolean takes(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }
}
