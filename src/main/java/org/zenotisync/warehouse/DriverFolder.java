package org.zenotisync.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder {@code drivers}, into which people put JDBC drivers that the program does not bring: beside
 * {@code quarkus-run.jar}, or where the system property {@value #PROPERTY} says.
 */
public final class DriverFolder {

    /** System property with the path of the folder; the launcher of the archive sets it. */
    public static final String PROPERTY = "zenoti-s3-sync.drivers";

    private static final String RUNNER = "quarkus-run.jar";

    private DriverFolder() {}

    /** Where jars may be put, whether the folder exists or not; empty if this is not the packaged program. */
    public static Optional<Path> path() {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        // of `java -jar` it is the jar alone
        Path started = Path.of(System.getProperty("java.class.path", ""));
        return started.endsWith(RUNNER) ? Optional.of(started.resolveSibling("drivers")) : Optional.empty();
    }

    /** Where to put a jar, in words. */
    public static String place() {
        return path().map(path -> "into the folder " + path + ", or onto the class path")
                .orElse("onto the class path");
    }

    /** That of the class path, that of the context, and one with all jars of the folder, if there is one. */
    public static Stream<ClassLoader> loaders() {
        ClassLoader own = DriverFolder.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Stream.concat(
                Stream.of(own, context == null ? own : context),
                path().filter(Files::isDirectory).stream().map(DriverFolder::jarsOf));
    }

    /** Its classes are needed until the program ends, so it stays open. */
    private static ClassLoader jarsOf(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            URL[] urls = new URL[jars.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = jars.get(i).toUri().toURL();
            }
            return new URLClassLoader(urls, DriverFolder.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }
}
