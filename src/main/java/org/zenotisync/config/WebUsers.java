package org.zenotisync.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The users of the status page, from a properties file with a line {@code name=digest} for each.
 *
 * @param digests by name, the SHA-512 of {@code name:zenoti-s3-sync:password} in hexadecimal digits
 */
public record WebUsers(Map<String, String> digests) {

    /** No user. */
    public static final WebUsers NONE = new WebUsers(Map.of());

    /** The part of a digest between name and password. Quarkus' realm has the same name. */
    public static final String REALM = "zenoti-s3-sync";

    public WebUsers {
        digests = Map.copyOf(digests);
    }

    /** @throws ConfigException if the file cannot be read, is empty, or has a line of another form */
    static WebUsers read(String setting, String path) {
        Properties content = new Properties();
        try (Reader text = Files.newBufferedReader(Path.of(path.strip()), StandardCharsets.UTF_8)) {
            content.load(text);
        } catch (IOException | IllegalArgumentException e) {
            // of the second kind are wrong paths, and a backslash before a u
            String reason = e instanceof IllegalArgumentException && !(e instanceof InvalidPathException)
                    ? "a backslash before a u must be doubled"
                    : e.toString();
            throw new ConfigException(setting + ": the file " + path.strip() + " cannot be read: " + reason);
        }
        Map<String, String> digests = new TreeMap<>();
        for (String name : content.stringPropertyNames()) {
            // the digest is not shown: somebody may have written a password there
            if (!name.matches("[A-Za-z0-9._@-]+")
                    || !content.getProperty(name).strip().matches("[0-9a-fA-F]{128}")) {
                throw new ConfigException(setting + ": in " + path.strip() + ", the line of '" + name
                        + "' is not name=digest: a name has letters, digits, and ._@-; a digest is the SHA-512 of"
                        + " name:" + REALM + ":password in 128 hexadecimal digits (docs/page.md)");
            }
            digests.put(name, content.getProperty(name).strip());
        }
        if (digests.isEmpty()) {
            throw new ConfigException(setting + ": the file " + path.strip() + " has no user");
        }
        return new WebUsers(digests);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return digests.isEmpty();
    }

    /** The number of users, without their digests. */
    @Override
    public String toString() {
        return digests.size() + " users";
    }
}
