package org.zenotisync.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.zenotisync.config.Setting.Default;
import org.zenotisync.config.Setting.Expressions;
import org.zenotisync.feed.csv.EmptyText;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.HashKey;
import org.zenotisync.warehouse.DatabaseSetting;
import org.zenotisync.warehouse.Warehouses;

/** The declarations of all {@code zenoti.*} settings. */
final class Settings {

    /** "Incremental cycles lasting up to 2 hours" (feed documentation): the groups of a day. */
    private static final int DAY_OF_GROUPS = 12;

    static final Setting<String> BUCKET = new Setting<>(
            "zenoti.bucket",
            SourceValues.bucket(),
            "Bucket of the feed. All commands need it, except those that look only into the target:"
                    + " `status`, `tables` and `schema list`.",
            Default.none("none"));

    static final Setting<String> ROOT = new Setting<>(
            "zenoti.prefix",
            SourceValues.prefix(),
            "Root directory folder in the bucket, with or without slashes at its ends.",
            Default.of(() -> "", "empty: the bucket itself"));

    /** What the keys of all settings of sources begin with. */
    static final String SOURCES = "zenoti.sources.";

    static final Setting<String> SOURCE_BUCKET = ofSource(
            "bucket", SourceValues.bucket(), "Bucket of one of [several sources](sources.md).", Expressions.EXPANDED);

    static final Setting<String> SOURCE_ROOT =
            ofSource("prefix", SourceValues.prefix(), "Root directory folder in this bucket.", Expressions.EXPANDED);

    static final Setting<String> SOURCE_REGION =
            ofSource("region", ValueType.text("name of a region"), "Region of this bucket.", Expressions.EXPANDED);

    static final Setting<URI> SOURCE_ENDPOINT = ofSource(
            "endpoint", ValueType.url("URL"), "Address of the S3 server of this bucket.", Expressions.EXPANDED);

    static final Setting<String> SOURCE_ACCESS_KEY = ofSource(
            "access-key-id",
            ValueType.text("text, taken as it is written"),
            "Access key that reads this bucket. Set it and its secret, or neither.",
            Expressions.LITERAL);

    static final Setting<String> SOURCE_SECRET_KEY = ofSource(
            "secret-access-key",
            ValueType.text("text, taken as it is written"),
            "Secret of the access key.",
            Expressions.LITERAL);

    static final Setting<String> SOURCE_SESSION_TOKEN = ofSource(
            "session-token",
            ValueType.text("text, taken as it is written"),
            "Session token of a temporary access key.",
            Expressions.LITERAL);

    static final Setting<String> SOURCE_PROFILE = ofSource(
            "profile",
            ValueType.text("name of a profile"),
            "AWS profile whose credentials read this bucket.",
            Expressions.EXPANDED);

    static final Setting<String> SOURCE_ROLE = ofSource(
            "role-arn",
            ValueType.role(),
            "Role that is assumed to read this bucket, with the credentials of the source or of the program.",
            Expressions.EXPANDED);

    static final Setting<String> SOURCE_ORGANIZATION = new Setting<>(
            SOURCES + Setting.SOURCE + ".organization",
            ValueType.text("text"),
            "Label of the organisation whose data this bucket has.",
            Default.none("one organisation for all sources without a label"));

    static final Setting<Boolean> SOURCE_PRIMARY = new Setting<>(
            SOURCES + Setting.SOURCE + ".primary",
            ValueType.truth(),
            "Whether the [shared tables](sources.md#shared-tables) of the organisation are consumed from this source.",
            Default.none("the source that has consumed them already, else the first one by name"));

    /** The settings that each source may have. */
    static final List<Setting<?>> OF_SOURCE = List.of(
            SOURCE_BUCKET,
            SOURCE_ROOT,
            SOURCE_REGION,
            SOURCE_ENDPOINT,
            SOURCE_ACCESS_KEY,
            SOURCE_SECRET_KEY,
            SOURCE_SESSION_TOKEN,
            SOURCE_PROFILE,
            SOURCE_ROLE,
            SOURCE_ORGANIZATION,
            SOURCE_PRIMARY);

    static final Setting<List<String>> SHARED_TABLES = new Setting<>(
            "zenoti.shared-tables",
            ValueType.sharedTables(),
            "Tables that hold the organisation's data in every bucket: with several sources, they are consumed from"
                    + " one source of each organisation. `default` stands for the tables that Zenoti's"
                    + " documentation lists.",
            Default.of("default"));

    static final Setting<JdbcUrl> URL = new Setting<>(
            "zenoti.target.url",
            TargetValues.url(),
            "Target database. It is recognised by the URL.",
            Default.of("jdbc:duckdb:zenoti.duckdb"));

    static final Setting<String> DIALECT = new Setting<>(
            "zenoti.target.dialect",
            TargetValues.dialect(),
            "`ansi`: portable SQL and batches of INSERTs, whatever database the URL names. See"
                    + " [other databases](other-databases.md).",
            Default.none("by the URL"));

    static final Setting<String> USERNAME = new Setting<>(
            "zenoti.target.username",
            ValueType.text("text, taken as it is written"),
            "User of the target database, if it has users.",
            Default.none("none"),
            Expressions.LITERAL);

    static final Setting<String> PASSWORD = new Setting<>(
            "zenoti.target.password",
            ValueType.text("text, taken as it is written"),
            "Password of that user.",
            Default.none("none"),
            Expressions.LITERAL);

    static final Setting<String> SCHEMA = new Setting<>(
            "zenoti.target.schema",
            TargetValues.schema(),
            "Schema of all tables. It is created if it is missing.",
            Default.none("the database's default"));

    static final Setting<String> TABLE_NAME = new Setting<>(
            "zenoti.target.table-name",
            TargetValues.tableName(),
            "Name of the target table of a feed table.",
            Default.of("{table}"));

    static final Setting<Schedule> SCHEDULE = new Setting<>(
            "zenoti.schedule",
            new ValueType<>(
                    "an interval (`30s`, `15m`, `2h`) or a cron expression: 5 fields as in crontab, or"
                            + " 6 or 7 fields with the second first",
                    Schedule::parse),
            "When the cycles of `run` start.",
            Default.of("15m"));

    static final Setting<Duration> SETTLE = new Setting<>(
            "zenoti.settle",
            ValueType.duration(),
            "The newest group may still be being written. Its files of a table are loaded when all of"
                    + " them are older than this; `0s` loads them at once.",
            Default.of("5m"));

    static final Setting<Integer> LOOK_BACK = new Setting<>(
            "zenoti.look-back",
            ValueType.number(0, 999),
            "Consumed groups before the newest one that every cycle searches for objects that arrived"
                    + " late or have changed. Each group costs one more request.",
            Default.of(Integer.toString(DAY_OF_GROUPS)));

    static final Setting<OnLateFile> ON_LATE_FILE = new Setting<>(
            "zenoti.on-late-file",
            ValueType.choice(OnLateFile.class),
            "What happens to objects that arrive in a consumed table group, or change: `replay`"
                    + " consumes their table again from that group on; `report` only lists them.",
            Default.of("replay"));

    static final Setting<Integer> PARALLELISM = new Setting<>(
            "zenoti.parallelism",
            ValueType.number(1, 256),
            "Tables that are loaded side by side.",
            Default.of(
                    () -> Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors())),
                    "number of processors, at least 2"));

    static final Setting<Duration> STALLED_AFTER = new Setting<>(
            "zenoti.stalled-after",
            ValueType.duration(),
            "The [liveness check](operations.md#health-and-metrics) is down when a cycle runs and nothing has moved for"
                    + " this time. Must be longer than the longest statement in the target"
                    + " takes.",
            Default.of("6h"));

    static final Setting<List<String>> INCLUDE = new Setting<>(
            "zenoti.include",
            ValueType.globs(),
            "Names of tables whose rows are loaded. Schema files are applied for all tables.",
            Default.of(() -> "", "all tables"));

    static final Setting<List<String>> EXCLUDE = new Setting<>(
            "zenoti.exclude",
            ValueType.globs(),
            "Names of tables whose rows are not loaded.",
            Default.of(() -> "", "none"));

    static final Setting<List<String>> KEY = new Setting<>(
            "zenoti.tables." + Setting.TABLE + ".key",
            ValueType.columns(),
            "Key columns of one table. The name of the table may be spelt in any way that the feed uses.",
            Default.none("see [tables and keys](tables-and-keys.md)"));

    static final Setting<TableKind> KIND = new Setting<>(
            "zenoti.tables." + Setting.TABLE + ".kind",
            ValueType.choice(TableKind.class),
            "Kind of one table, which decides how its rows are merged.",
            Default.none("by the name of the table"));

    static final Setting<EmptyText> EMPTY_TEXT = new Setting<>(
            "zenoti.empty-text",
            ValueType.choice(EmptyText.class),
            "What an unquoted empty field of a text column means: NULL or the empty string.",
            Default.of("null"));

    static final Setting<OnBadRow> ON_BAD_ROW = new Setting<>(
            "zenoti.on-bad-row",
            ValueType.choice(OnBadRow.class),
            "`fail`: one bad row fails its table group. `quarantine`: the row is stored in"
                    + " `zenoti_sync_quarantine` and the others are loaded, see [bad"
                    + " rows](files-and-values.md#bad-rows).",
            Default.of("fail"));

    static final Setting<RowLimit> MAX_BAD_ROWS = new Setting<>(
            "zenoti.max-bad-rows",
            new ValueType<>("a share (`0.5%`, rounded up to a complete row) or a number of rows", RowLimit::parse),
            "How many rows of a table group may go into quarantine; with more, the table group fails.",
            Default.of("1%"));

    static final Setting<List<String>> COLUMNS_EXCLUDE = new Setting<>(
            ColumnsConfig.EXCLUDE,
            ValueType.columnGlobs(),
            "Columns that are [left out](guests-data.md) before anything is written, such as"
                    + " `bi_dimuser.email, *.mobilephone`.",
            Default.of(() -> "", "none"));

    static final Setting<List<String>> COLUMNS_HASH = new Setting<>(
            ColumnsConfig.HASH,
            ValueType.columnGlobs(),
            "Columns whose values are [replaced by their digests](guests-data.md#hashed-columns). Needs"
                    + " `zenoti.columns.hash-key`.",
            Default.of(() -> "", "none"));

    static final Setting<HashKey> COLUMNS_HASH_KEY = new Setting<>(
            "zenoti.columns.hash-key",
            new ValueType<>("a secret of at least 32 bytes, taken as it is written", (name, text) -> {
                int bytes = HashKey.bytes(text);
                if (bytes < HashKey.LEAST_BYTES) {
                    throw new ConfigException(name + ": has " + bytes + " bytes; a key of fewer than "
                            + HashKey.LEAST_BYTES + " can be guessed");
                }
                return new HashKey(text);
            }),
            "Key of the digests (HMAC-SHA-256). Keep it: with another key, new rows would not fit to those that are"
                    + " there.",
            Default.none("none"),
            Expressions.LITERAL);

    static final Setting<ColumnsConfig.Preset> COLUMNS_PRESET = new Setting<>(
            "zenoti.columns.preset",
            ValueType.choice(ColumnsConfig.Preset.class),
            "A list of columns that are left out, too. `guest-contact`: [names, addresses, numbers and"
                    + " birthdays](guests-data.md#the-preset) in `bi_dimuser`.",
            Default.of("none"));

    static final Setting<List<String>> GUEST_COLUMNS = new Setting<>(
            GuestColumns.KEY,
            ValueType.columnGlobs(),
            "Columns that refer to guests, too, besides those called `userid` and `guestid`, such as"
                    + " `bi_factx.payerid`: [`forget`](guests-data.md#forget-a-guest) removes a guest's rows by them.",
            Default.of(() -> "", "none"));

    static final Setting<VerifyConfig.VerifyWhen> VERIFY = new Setting<>(
            "zenoti.verify",
            ValueType.choice(VerifyConfig.VerifyWhen.class),
            "`on-new-snapshot`: after the first cycle that finds a new monthly snapshot which can be compared, the"
                    + " target is [verified](verify.md) against it.",
            Default.of("off"));

    static final Setting<List<String>> IGNORE_COLUMNS = new Setting<>(
            "zenoti.verify.ignore-columns",
            ValueType.columnGlobs(),
            "Columns that are not compared with a snapshot, such as `*.etlcreateddate`.",
            Default.of(() -> "", "none"));

    static final Setting<String> EVENTS_TO = new Setting<>(
            EventsConfig.TO,
            ValueType.text("URI of a Camel endpoint, such as `https://host/path` or `file:/var/events`"),
            "Endpoint that receives [events](events.md): table groups that are consumed, tables that fail or recover,"
                    + " ended cycles and others.",
            Default.none("none: no events are written"));

    static final Setting<Duration> EVENTS_KEEP = new Setting<>(
            "zenoti.events.keep",
            ValueType.duration(),
            "Events, and messages with bad rows, that could not be delivered for this time are discarded, with a"
                    + " warning.",
            Default.of("7d"));

    static final Setting<String> BAD_ROWS_TO = new Setting<>(
            EventsConfig.BAD_ROWS_TO,
            ValueType.text("URI of a Camel endpoint, such as `file:/var/bad-rows`"),
            "Endpoint that receives the [bad rows](events.md#bad-rows) of each table group as CSV. Needs"
                    + " `zenoti.on-bad-row=quarantine`.",
            Default.none("none: bad rows are only stored"));

    static final Setting<WebConfig.Switch> WEB = new Setting<>(
            WebConfig.KEY,
            ValueType.choice(WebConfig.Switch.class),
            "Whether `run` serves [health and metrics](operations.md#health-and-metrics) and the [status"
                    + " page](page.md). Other commands open no port.",
            Default.of("on"));

    static final Setting<String> WEB_HOST = new Setting<>(
            WebConfig.KEY + ".host",
            ValueType.text("name or address of an interface; `0.0.0.0` for all"),
            "Interface on which `run` serves the [status page](page.md).",
            Default.of("localhost"));

    static final Setting<Integer> WEB_PORT =
            new Setting<>(WebConfig.KEY + ".port", ValueType.port(), "Port of the status page.", Default.of("8080"));

    static final Setting<Boolean> WEB_SHOW_ROWS = new Setting<>(
            WebConfig.KEY + ".show-rows",
            ValueType.truth(),
            "Whether the status page shows values of the feed: those that errors quote, and rows in quarantine. They"
                    + " may be personal data. Needs users, unless the page is only on the local machine.",
            Default.of("false"));

    static final Setting<Boolean> WEB_ACTIONS = new Setting<>(
            WebConfig.KEY + ".actions",
            ValueType.truth(),
            "Whether the status page has [buttons](page.md#buttons): pause, resume, cycle now, retry a schema file."
                    + " Needs users; who opens the page must sign in then.",
            Default.of("false"));

    static final Setting<String> WEB_USERS = new Setting<>(
            WebConfig.KEY + ".users",
            ValueType.text("path of a file"),
            "[File with the users](page.md#users) of the status page and digests of their passwords.",
            Default.none("none"));

    /** Settings that belong together. */
    record Group(String title, List<Setting<?>> settings) {}

    private static final List<Group> OF_ALL_DATABASES = List.of(
            new Group("The feed", List.of(BUCKET, ROOT)),
            new Group("Several sources", withSharedTables()),
            new Group("The target", List.of(URL, DIALECT, USERNAME, PASSWORD, SCHEMA, TABLE_NAME)),
            new Group("Cycles", List.of(SCHEDULE, SETTLE, LOOK_BACK, ON_LATE_FILE, PARALLELISM, STALLED_AFTER)),
            new Group("Tables", List.of(INCLUDE, EXCLUDE, KEY, KIND)),
            new Group("Values and bad rows", List.of(EMPTY_TEXT, ON_BAD_ROW, MAX_BAD_ROWS)),
            new Group(
                    "Guests' data",
                    List.of(COLUMNS_EXCLUDE, COLUMNS_HASH, COLUMNS_HASH_KEY, COLUMNS_PRESET, GUEST_COLUMNS)),
            new Group("Monthly snapshots", List.of(VERIFY, IGNORE_COLUMNS)),
            new Group("Events", List.of(EVENTS_TO, EVENTS_KEEP, BAD_ROWS_TO)),
            new Group("Ports of the program", List.of(WEB, WEB_HOST, WEB_PORT, WEB_SHOW_ROWS, WEB_ACTIONS, WEB_USERS)));

    private Settings() {}

    /** All settings in the order of docs/settings.md. */
    static List<Group> groups() {
        List<Group> groups = new ArrayList<>(OF_ALL_DATABASES);
        List<Setting<?>> ofOneDatabase = new ArrayList<>();
        Warehouses.all().stream()
                .flatMap(database -> database.settings().stream())
                .distinct()
                .sorted(Comparator.comparing(DatabaseSetting::key))
                .forEach(setting -> ofOneDatabase.add(declared(setting)));
        groups.add(new Group("Settings of one database", List.copyOf(ofOneDatabase)));
        return groups;
    }

    /** All settings. */
    static List<Setting<?>> all() {
        return groups().stream()
                .<Setting<?>>flatMap(group -> group.settings().stream())
                .toList();
    }

    private static List<Setting<?>> withSharedTables() {
        List<Setting<?>> all = new ArrayList<>(OF_SOURCE);
        all.add(SHARED_TABLES);
        return List.copyOf(all);
    }

    private static <T> Setting<T> ofSource(
            String member, ValueType<T> values, String meaning, Expressions expressions) {
        return new Setting<>(
                SOURCES + Setting.SOURCE + "." + member,
                values,
                meaning,
                Default.none(whenAbsent(member)),
                expressions);
    }

    private static String whenAbsent(String member) {
        return switch (member) {
            case "bucket", "session-token", "role-arn" -> "none";
            case "prefix" -> "empty: the bucket itself";
            default -> "that of the program";
        };
    }

    private static Setting<String> declared(DatabaseSetting setting) {
        return new Setting<>(
                setting.key(),
                ValueType.text(setting.values()),
                setting.meaning(),
                setting.whenAbsent().map(Default::of).orElseGet(() -> Default.none("none")));
    }
}
