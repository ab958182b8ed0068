package org.zenotisync.quarkus;

import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The settings file of an unpacked archive, {@code conf/application.properties}. The launcher names it. It overrides
 * the packaged settings. The settings of the working directory, the environment and {@code -D} override it: SmallRye's
 * own {@code smallrye.config.locations} would read the file with the rank of the property that names it, above the
 * environment.
 */
final class ConfFile extends PropertiesConfigSource {

    /** System property with the path of the file. It does not begin as settings do, which are checked. */
    static final String PROPERTY = "zenoti-s3-sync.conf";

    /** Between the packaged settings (250) and {@code config/application.properties} in the working directory (260). */
    static final int ORDINAL = 255;

    private static final long serialVersionUID = 1L;

    private final String problem;

    private ConfFile(Path file, Properties content, String problem) {
        super(content, file.toString(), ORDINAL);
        this.problem = problem;
    }

    /** Reads the file that the launcher has named; empty if it has named none. */
    static Optional<ConfFile> named() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(path -> read(Path.of(path)));
    }

    private static ConfFile read(Path file) {
        Properties content = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            content.load(text);
            return new ConfFile(file, content, "");
        } catch (IOException | IllegalArgumentException e) {
            String reason =
                    e instanceof IllegalArgumentException ? "a backslash before a u must be doubled" : e.toString();
            return new ConfFile(file, new Properties(), file + ": cannot be read: " + reason);
        }
    }

    /** What is wrong with the file. It is reported when a command reads settings: {@code --help} needs no file. */
    Optional<String> problem() {
        return Optional.of(problem).filter(text -> !text.isEmpty());
    }
}
