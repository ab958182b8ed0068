package org.zenotisync.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The JDBC driver of a database that the program does not bring. It is on the class path, or in a jar of the folder
 * {@code drivers}: beside {@code quarkus-run.jar}, or where the system property {@value #FOLDER} says.
 */
public final class OptionalDriver {

    /** System property with the path of the folder; the launcher of the archive sets it. */
    public static final String FOLDER = "zenoti-s3-sync.drivers";

    private static final String RUNNER = "quarkus-run.jar";

    private final String className;
    private final String coordinates;
    private Optional<ClassLoader> loader = Optional.empty();

    /**
     * A driver that is loaded when it is needed.
     *
     * @param className of the driver
     * @param coordinates where it is to be had: {@code group:artifact:version} in Maven Central
     */
    public OptionalDriver(String className, String coordinates) {
        this.className = className;
        this.coordinates = coordinates;
    }

    /**
     * Finds the driver.
     *
     * @throws SQLException if it is nowhere; the message says where to get it, and where to put it
     */
    public synchronized void load() throws SQLException {
        if (loader.isEmpty()) {
            Optional<Path> folder = folder();
            loader = Stream.concat(
                            Stream.of(OptionalDriver.class.getClassLoader(), context()),
                            folder.stream().map(OptionalDriver::jarsOf))
                    .filter(this::has)
                    .findFirst();
            if (loader.isEmpty()) {
                throw new SQLException("the JDBC driver " + className + " is missing: put the jar of " + coordinates
                        + " (Maven Central) "
                        + folder.map(path -> "into the folder " + path + ", or onto the class path")
                                .orElse("onto the class path"));
            }
        }
    }

    /**
     * The class of the driver.
     *
     * @throws IllegalStateException if {@link #load} does not find it
     */
    public Class<? extends Driver> driverClass() {
        return classOf(className).asSubclass(Driver.class);
    }

    /**
     * Another class of the driver.
     *
     * @throws IllegalStateException if {@link #load} does not find the driver, or it does not have the class
     */
    public synchronized Class<?> classOf(String name) {
        try {
            load();
            return Class.forName(name, true, loader.orElseThrow());
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the driver in use has no " + name + ": is it " + coordinates + "?", e);
        }
    }

    private boolean has(ClassLoader candidate) {
        try {
            Class.forName(className, false, candidate);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static ClassLoader context() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? OptionalDriver.class.getClassLoader() : context;
    }

    /** Where jars may be put; empty if this is not the packaged program. */
    private static Optional<Path> folder() {
        String named = System.getProperty(FOLDER, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        // of `java -jar` it is the jar alone
        Path started = Path.of(System.getProperty("java.class.path", ""));
        return started.endsWith(RUNNER) ? Optional.of(started.resolveSibling("drivers")) : Optional.empty();
    }

    /** Its classes are needed until the program ends, so it stays open. */
    private static ClassLoader jarsOf(Path folder) {
        if (!Files.isDirectory(folder)) {
            return OptionalDriver.class.getClassLoader();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = jars.get(i).toUri().toURL();
            }
            return new URLClassLoader(urls, OptionalDriver.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }
}
