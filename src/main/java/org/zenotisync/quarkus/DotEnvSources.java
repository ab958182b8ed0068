package org.zenotisync.quarkus;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.EnvConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The file {@code .env} of the working directory, with SmallRye's place and ordinal. SmallRye itself reads it as a
 * properties file: it knows neither quotes nor comments after a value, and ends the program at a backslash before a u.
 */
final class DotEnvSources extends DotEnvConfigSourceProvider {

    @Override
    protected ConfigSource loadConfigSource(URL url, int ordinal) throws IOException {
        try (InputStream content = url.openStream()) {
            return new DotEnvSource(url, DotEnvFile.of(content.readAllBytes()), ordinal);
        }
    }

    /** One file. */
    static final class DotEnvSource extends EnvConfigSource {

        private static final long serialVersionUID = 1L;

        private final String address;
        private final int badLine;

        DotEnvSource(URL url, DotEnvFile file, int ordinal) {
            super(file.values(), ordinal);
            this.address = url.getPath();
            this.badLine = file.badLine().orElse(0);
        }

        /**
         * What is wrong with the file, for people. It is reported when a command reads settings: {@code --help} needs
         * no file.
         */
        Optional<String> problem() {
            return badLine == 0
                    ? Optional.empty()
                    : Optional.of(address + ", line " + badLine
                            + ": cannot be read; a line is NAME=value, # begins a comment, the file is UTF-8,"
                            + " and a quote at the beginning of a value needs the same one at its end");
        }

        @Override
        public String getName() {
            return super.getName() + "[source=" + address + "]";
        }
    }
}
