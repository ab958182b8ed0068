package org.zenotisync.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.csv.EmptyText;
import org.zenotisync.model.TableKind;

/**
 * The settings of a run, checked. Keys, meanings and defaults are listed in the README.
 *
 * @param source where the feed lies; null if none is configured, see {@link #source()}
 * @param target where the tables are kept
 * @param schedule when cycles start
 * @param settle age of a table group's newest object from which on it counts as wholly written
 * @param lookBack consumed groups before the newest one that are looked through for objects that turn up late
 * @param parallelism tables that are loaded side by side
 * @param filter which tables are kept in step
 * @param keys configured key columns by folded table name
 * @param kinds configured kinds by folded table name
 * @param emptyText what an unquoted empty text field means
 * @param badRows what becomes of bad rows
 * @param onLateFile what becomes of objects that turn up late
 */
public record SyncConfig(
        Source source,
        Target target,
        Schedule schedule,
        Duration settle,
        int lookBack,
        int parallelism,
        TableFilter filter,
        Map<String, List<String>> keys,
        Map<String, TableKind> kinds,
        EmptyText emptyText,
        BadRowPolicy badRows,
        OnLateFile onLateFile) {

    /** What the names of the program's own tables in the target begin with. */
    public static final String CONTROL_PREFIX = "zenoti_sync_";

    /**
     * The target database.
     *
     * @param url JDBC URL
     * @param username null if the URL or the driver's default says it
     * @param password null if there is none
     * @param schema schema of all tables, null for the database's default
     * @param tableName pattern with {@code {table}}
     * @param own settings that only this database has, by key
     */
    public record Target(
            String url, String username, String password, String schema, String tableName, Map<String, String> own) {

        private static final String SECRET = "(?:password|passwd|pwd|user|token|secret|key|credential)";

        /** The name of the target table of a feed table. */
        public String nameOf(String table) {
            return tableName.replace("{table}", table);
        }

        /** The URL without anything that could be a secret, for logs and errors. */
        public String safeUrl() {
            return url.replaceAll("//.*@", "//***@")
                    .replaceAll("(?i)(;[^=;]*" + SECRET + "[^=;]*=)[^;]*", "$1***")
                    .replaceAll("(?i)(" + SECRET + "[^=?&;]*=)(?!\\*\\*\\*)[^&]*", "$1***");
        }

        /** A driver's error without the secrets of the URL, of which it may name the whole, or what it takes for the host. */
        public String withoutSecrets(String text) {
            Matcher userInfo = Pattern.compile("//([^:]*(:.*)?)@").matcher(url);
            String hidden = text.replace(url, safeUrl());
            if (userInfo.find()) {
                // what stands behind the first colon is taken for a port by some
                hidden = hidden.replace(userInfo.group(1) + "@", "***@");
                if (userInfo.group(2) != null && userInfo.group(2).length() > 1) {
                    hidden = hidden.replace(userInfo.group(2).substring(1) + "@", "***@");
                }
            }
            return hidden.replaceAll("(?i)(" + SECRET + "[^=?&;\\s]*=)(?!\\*\\*\\*)[^&;\\s]*", "$1***");
        }

        @Override
        public String toString() {
            return safeUrl();
        }
    }

    /**
     * The source.
     *
     * @throws ConfigException if none is configured, which only {@code status} can do without
     */
    public Source source() {
        if (source == null) {
            throw new ConfigException(
                    SettingsReader.BUCKET + ": not set; it names the bucket of the feed (environment: ZENOTI_BUCKET)");
        }
        return source;
    }

    /** Whether an unquoted empty text field means NULL. */
    public boolean isEmptyTextNull() {
        return emptyText == EmptyText.NULL;
    }

    /** The kind of a table: the configured one, else by its name; empty if neither says it. */
    public Optional<TableKind> kindOf(String table) {
        TableKind configured = kinds.get(table);
        return configured != null ? Optional.of(configured) : TableKind.ofTable(table);
    }

    /** The configured key of a table; empty if none is configured. */
    public List<String> keyOf(String table) {
        return keys.getOrDefault(table, List.of());
    }

    /**
     * Reads and checks all settings.
     *
     * @throws ConfigException for the first setting that is missing, unknown or impossible
     */
    public static SyncConfig read(SettingsSource settings) {
        return new SettingsReader(settings).read();
    }

    /** Splits a comma-separated list, dropping blanks around and empty elements. */
    static List<String> split(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(e -> !e.isEmpty())
                .toList();
    }
}
