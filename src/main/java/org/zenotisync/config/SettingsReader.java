package org.zenotisync.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.csv.EmptyText;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.Spelling;
import org.zenotisync.model.TableKind;
import org.zenotisync.model.TableNames;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.Warehouses;

/** Reads the {@code zenoti.*} settings; every complaint names the key. */
final class SettingsReader {

    private static final String PREFIX = "zenoti.";
    private static final String ENV_PREFIX = "ZENOTI_";

    static final String BUCKET = "zenoti.bucket";
    static final String ROOT = "zenoti.prefix";
    static final String URL = "zenoti.target.url";
    static final String USERNAME = "zenoti.target.username";
    static final String PASSWORD = "zenoti.target.password";
    static final String SCHEMA = "zenoti.target.schema";
    static final String TABLE_NAME = "zenoti.target.table-name";
    static final String SETTLE = "zenoti.settle";
    static final String LOOK_BACK = "zenoti.look-back";
    static final String PARALLELISM = "zenoti.parallelism";
    static final String INCLUDE = "zenoti.include";
    static final String EXCLUDE = "zenoti.exclude";
    static final String EMPTY_TEXT = "zenoti.empty-text";
    static final String ON_BAD_ROW = "zenoti.on-bad-row";
    static final String MAX_BAD_ROWS = "zenoti.max-bad-rows";
    static final String ON_LATE_FILE = "zenoti.on-late-file";

    private static final Set<String> KEYS = keys(
            BUCKET,
            ROOT,
            URL,
            USERNAME,
            PASSWORD,
            SCHEMA,
            TABLE_NAME,
            Schedule.KEY,
            SETTLE,
            LOOK_BACK,
            PARALLELISM,
            INCLUDE,
            EXCLUDE,
            EMPTY_TEXT,
            ON_BAD_ROW,
            MAX_BAD_ROWS,
            ON_LATE_FILE);

    /** Settings that are taken as they are written: {@code $} and the like belong to the value. */
    private static final Set<String> LITERAL = Set.of(USERNAME, PASSWORD);

    private static final Pattern TABLE_KEY = Pattern.compile("(?i)zenoti\\.tables\\.(.+)\\.(key|kind)");
    private static final Pattern TABLE_ENV = Pattern.compile("ZENOTI_TABLES_(.+)_(KEY|KIND)");

    /** What Kubernetes sets for a service whose name begins with zenoti. */
    private static final Pattern SERVICE_ENV =
            Pattern.compile("ZENOTI_(.*_)?(SERVICE_HOST|SERVICE_PORT.*|PORT(_[0-9]+_.*)?)");

    /** An address of S3, such as {@code s3://bucket/folder}, {@code s3a://bucket} or {@code arn:aws:s3:::bucket/folder}. */
    private static final Pattern ADDRESS = Pattern.compile("(?i)(?:s3[an]?://+|arn:aws[a-z-]*:s3:::)([^/]*)(.*)");

    private static final int MOST_PARALLEL = 256;
    private static final int MOST_LOOK_BACK = 999;

    /** "Incremental cycles lasting up to 2 hours" (feed documentation): a day of them. */
    private static final int DAY_OF_GROUPS = 12;

    private final SettingsSource settings;

    private static Set<String> keys(String... ofAll) {
        Set<String> keys = new TreeSet<>(List.of(ofAll));
        Warehouses.all().forEach(database -> keys.addAll(database.settings()));
        return keys;
    }

    SettingsReader(SettingsSource settings) {
        this.settings = settings;
    }

    SyncConfig read() {
        TableSetting<List<String>> keys = new TableSetting<>();
        TableSetting<TableKind> kinds = new TableSetting<>();
        settings.names().forEach(name -> {
            check(name, keys, kinds);
            requireWhole(name);
        });
        return new SyncConfig(
                source(),
                target(),
                Schedule.parse(settings.get(Schedule.KEY).orElse("15m")),
                Durations.parse(SETTLE, settings.get(SETTLE).orElse("5m")),
                number(LOOK_BACK, 0, MOST_LOOK_BACK, DAY_OF_GROUPS),
                number(
                        PARALLELISM,
                        1,
                        MOST_PARALLEL,
                        Math.max(2, Runtime.getRuntime().availableProcessors())),
                new TableFilter(globs(INCLUDE), globs(EXCLUDE)),
                keys.byTable(),
                kinds.byTable(),
                emptyText(),
                BadRowPolicy.parse(ON_BAD_ROW, word(ON_BAD_ROW, "fail"), MAX_BAD_ROWS, word(MAX_BAD_ROWS, "1%")),
                onLateFile());
    }

    private String word(String key, String otherwise) {
        return settings.get(key).orElse(otherwise).strip().toLowerCase(Locale.ROOT);
    }

    private OnLateFile onLateFile() {
        String text = word(ON_LATE_FILE, "replay");
        return switch (text) {
            case "replay" -> OnLateFile.REPLAY;
            case "report" -> OnLateFile.REPORT;
            default -> throw new ConfigException(ON_LATE_FILE + ": '" + text + "' is neither replay nor report");
        };
    }

    private Source source() {
        String prefix = settings.get(ROOT).orElse("").strip();
        requirePrefix(prefix);
        if (settings.get(BUCKET).isEmpty()) {
            return null;
        }
        String bucket = settings.get(BUCKET).get().strip();
        requireBucket(bucket);
        return Source.of(bucket, prefix);
    }

    /** People paste the address that a console or the AWS CLI shows: its parts go into two settings. */
    private static void requireBucket(String bucket) {
        Matcher address = ADDRESS.matcher(bucket);
        if (address.matches()) {
            String folder = address.group(2).replaceAll("^/+|/+$", "");
            throw new ConfigException(BUCKET + ": '" + bucket + "' is an address, not the name of a bucket; set "
                    + BUCKET + "=" + address.group(1) + (folder.isEmpty() ? "" : " and " + ROOT + "=" + folder));
        }
        if (!bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,62}")) {
            throw new ConfigException(BUCKET + ": '" + bucket
                    + "' is not the name of a bucket (3 to 63 letters, digits, '.', '-'; a folder goes into " + ROOT
                    + ")");
        }
    }

    private static void requirePrefix(String prefix) {
        Matcher address = ADDRESS.matcher(prefix);
        if (address.matches()) {
            String folder = address.group(2).replaceAll("^/+|/+$", "");
            throw new ConfigException(ROOT + ": '" + prefix + "' is an address, not a folder; set " + BUCKET + "="
                    + address.group(1)
                    + (folder.isEmpty() ? " and leave " + ROOT + " empty" : " and " + ROOT + "=" + folder));
        }
        if (prefix.contains("*") || prefix.contains("?")) {
            throw new ConfigException(ROOT + ": '" + prefix
                    + "' has a wildcard; set the one folder that holds SchemaFull and the PODs, without * and ?"
                    + " (zenoti.include and zenoti.exclude choose tables)");
        }
    }

    private SyncConfig.Target target() {
        String url = settings.get(URL).orElse("jdbc:duckdb:zenoti.duckdb").strip();
        if (!Warehouses.knows(url)) {
            throw new ConfigException(URL + ": no known database in '"
                    + new SyncConfig.Target(url, null, null, null, "", Map.of()).safeUrl()
                    + "'; this version writes to "
                    + Warehouses.all().stream()
                            .map(WarehouseProvider::exampleUrl)
                            .collect(Collectors.joining(", ")));
        }
        String schema = settings.get(SCHEMA).map(String::strip).orElse(null);
        if (schema != null && !Identifiers.isValid(schema)) {
            throw new ConfigException(SCHEMA + ": '" + schema + "' is no plain identifier");
        }
        Map<String, String> own = ownSettings(url);
        return new SyncConfig.Target(
                url,
                settings.literal(USERNAME).orElse(null),
                settings.literal(PASSWORD).orElse(null),
                schema == null ? null : Identifiers.fold(schema),
                tableName(),
                own);
    }

    /** Settings that only the database of a URL has; those of another one are of no use, but no mistake. */
    private Map<String, String> ownSettings(String url) {
        WarehouseProvider database = Warehouses.of(url);
        Map<String, String> own = new TreeMap<>();
        for (String key : database.settings()) {
            settings.get(key).ifPresent(value -> own.put(key, value.strip()));
        }
        database.complaint(url, own).ifPresent(complaint -> {
            throw new ConfigException(complaint);
        });
        return Map.copyOf(own);
    }

    private String tableName() {
        String pattern = settings.get(TABLE_NAME).orElse("{table}").strip().toLowerCase(Locale.ROOT);
        if (!pattern.contains("{table}") || !Identifiers.isValid(pattern.replace("{table}", "t"))) {
            throw new ConfigException(TABLE_NAME + ": '" + pattern + "' must be an identifier with {table} in it");
        }
        if (pattern.startsWith(SyncConfig.CONTROL_PREFIX)) {
            throw new ConfigException(TABLE_NAME + ": names that begin with " + SyncConfig.CONTROL_PREFIX
                    + " are those of this program's own tables");
        }
        return pattern;
    }

    private int number(String key, int least, int most, int otherwise) {
        String text = settings.get(key).orElse(Integer.toString(otherwise)).strip();
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new ConfigException(key + ": '" + text + "' is no number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    private List<String> globs(String key) {
        List<String> globs = SyncConfig.split(settings.get(key).orElse(""));
        for (String glob : globs) {
            if (!TableNames.glob(glob).matches("[a-z0-9_*?]+")) {
                throw new ConfigException(
                        key + ": '" + glob + "' is no glob of table names (letters, digits, _, *, ?)");
            }
        }
        return globs;
    }

    private EmptyText emptyText() {
        String text = settings.get(EMPTY_TEXT).orElse("null").strip();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "null" -> EmptyText.NULL;
            case "empty" -> EmptyText.EMPTY;
            default -> throw new ConfigException(EMPTY_TEXT + ": '" + text + "' is neither null nor empty");
        };
    }

    private void check(String name, TableSetting<List<String>> keys, TableSetting<TableKind> kinds) {
        if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            Matcher table = TABLE_KEY.matcher(name);
            if (table.matches()) {
                readTable(name, table.group(1), table.group(2), keys, kinds);
            } else if (!KEYS.contains(name)) {
                throw unknown(name, name);
            }
        } else if (name.startsWith(ENV_PREFIX) && !SERVICE_ENV.matcher(name).matches()) {
            Matcher table = TABLE_ENV.matcher(name);
            if (table.matches()) {
                readTable(name, table.group(1), table.group(2), keys, kinds);
            } else if (KEYS.stream().noneMatch(key -> environmentName(key).equals(name))) {
                throw unknown(name, name.toLowerCase(Locale.ROOT).replace('_', '.'));
            }
        }
    }

    /** A value beyond ASCII from the environment arrives with holes where the locale is not UTF-8. */
    private void requireWhole(String name) {
        boolean ours = name.startsWith(ENV_PREFIX) || name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
        if (ours && value(name).orElse("").indexOf('\uFFFD') >= 0) {
            throw new ConfigException(
                    name + ": the value has characters that this locale cannot read; set LANG=C.UTF-8, or put it into"
                            + " config/application.properties");
        }
    }

    /** The value of a key, or of the environment variable that sets it. */
    private Optional<String> value(String name) {
        boolean isLiteral = LITERAL.stream()
                .anyMatch(key -> key.equals(name) || environmentName(key).equals(name));
        return isLiteral ? settings.literal(name) : settings.get(name);
    }

    private void readTable(
            String name, String text, String what, TableSetting<List<String>> keys, TableSetting<TableKind> kinds) {
        String table = TableNames.read(text)
                .orElseThrow(() -> new ConfigException(name + ": '" + text + "' is no name of a table"));
        String spelling = text.strip().toLowerCase(Locale.ROOT).replaceAll("^\"|\"$", "");
        String dotted = "zenoti.tables." + spelling + "." + what.toLowerCase(Locale.ROOT);
        String value = settings.get(dotted).or(() -> settings.get(name)).orElse("");
        if (what.equalsIgnoreCase("key")) {
            keys.put(table, name, columns(name, value));
        } else {
            kinds.put(table, name, kind(name, value));
        }
    }

    private static List<String> columns(String key, String text) {
        List<String> columns = new ArrayList<>();
        for (String column : SyncConfig.split(text)) {
            if (!Identifiers.isValid(column)) {
                throw new ConfigException(key + ": '" + column + "' is no name of a column");
            }
            columns.add(Identifiers.fold(column));
        }
        if (columns.isEmpty()) {
            throw new ConfigException(key + ": names no column; give one, or several separated by commas");
        }
        return List.copyOf(columns);
    }

    private static TableKind kind(String key, String text) {
        return TableKind.ofId(text.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() ->
                        new ConfigException(key + ": '" + text + "' is none of fact, append-only-fact, dimension"));
    }

    private static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static ConfigException unknown(String name, String dotted) {
        if (dotted.startsWith("zenoti.sources.")) {
            return new ConfigException(
                    name + ": several sources are not supported by this version; set " + BUCKET + " and " + ROOT);
        }
        String nearest = KEYS.stream()
                .min((a, b) -> Integer.compare(Spelling.distance(a, dotted), Spelling.distance(b, dotted)))
                .filter(key -> Spelling.distance(key, dotted) <= 4)
                .map(key -> "; did you mean " + key + "?")
                .orElse("; known are " + String.join(", ", KEYS) + ", zenoti.tables.<table>.key and .kind");
        return new ConfigException(name + ": unknown setting" + nearest);
    }
}
