package org.zenotisync.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.csv.EmptyText;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.Warehouses;

/**
 * The settings of a run, checked. docs/settings.md lists keys, meanings and defaults.
 *
 * @param sourceConfigs where the feed is, in natural order of the sources' names; empty if no source is configured, see
 *     {@link #sources()}
 * @param target where the tables are kept
 * @param schedule when cycles start
 * @param settle the newest table group counts as completely written when its newest object is older than this
 * @param lookBack number of consumed groups before the newest one that are searched for objects that arrive late
 * @param parallelism number of tables that are loaded side by side
 * @param stalledAfter a running cycle in which nothing has moved for this time is reported as stalled
 * @param filter which tables are loaded
 * @param keys configured key columns by folded table name
 * @param kinds configured kinds by folded table name
 * @param emptyText what an unquoted empty text field means
 * @param badRows what happens to bad rows
 * @param onLateFile what happens to objects that arrive late
 * @param sharedTables tables that are consumed from one source of each organisation
 * @param verify how the target is verified against monthly snapshots
 * @param columns columns that the target does not get as the feed has them
 * @param guestColumns columns that refer to guests
 * @param events where events are sent to
 */
public record SyncConfig(
        List<SourceConfig> sourceConfigs,
        Target target,
        Schedule schedule,
        Duration settle,
        int lookBack,
        int parallelism,
        Duration stalledAfter,
        TableFilter filter,
        Map<String, List<String>> keys,
        Map<String, TableKind> kinds,
        EmptyText emptyText,
        BadRowPolicy badRows,
        OnLateFile onLateFile,
        SharedTables sharedTables,
        VerifyConfig verify,
        ColumnsConfig columns,
        GuestColumns guestColumns,
        EventsConfig events) {

    /** The beginning of the names of this program's own tables in the target. */
    public static final String CONTROL_PREFIX = "zenoti_sync_";

    /**
     * The target database.
     *
     * @param url JDBC URL
     * @param dialect the dialect that was chosen by its name; empty if the URL says it
     * @param username empty if the URL or the driver's default names it
     * @param password empty if there is none, or the URL contains it
     * @param schema of all tables; empty for the database's default
     * @param tableName pattern with {@code {table}}
     * @param own settings that only this database has, by key
     */
    public record Target(
            JdbcUrl url,
            Optional<String> dialect,
            Optional<String> username,
            Optional<String> password,
            Optional<String> schema,
            String tableName,
            Map<String, String> own) {

        /** The database. */
        public WarehouseProvider database() {
            return Warehouses.of(url.text(), dialect);
        }

        /** The name of the target table of a feed table. */
        public String nameOf(String table) {
            return tableName.replace("{table}", table);
        }

        /** The URL without secrets. */
        @Override
        public String toString() {
            return url.toString();
        }
    }

    /**
     * The sources, in natural order of their names; at least one.
     *
     * @throws ConfigException if none is configured, which is enough for commands that look only into the target
     */
    public List<Source> sources() {
        if (sourceConfigs.isEmpty()) {
            throw new ConfigException(
                    Settings.BUCKET.key() + ": not set; it names the bucket of the feed (environment: "
                            + Settings.BUCKET.environmentName() + ")");
        }
        return sourceConfigs.stream().map(SourceConfig::source).toList();
    }

    /** Whether messages must say which source they are about. */
    public boolean hasSeveralSources() {
        return sourceConfigs.size() > 1;
    }

    /** The ids of the sources. */
    public Set<String> sourceIds() {
        return sources().stream().map(Source::id).collect(Collectors.toUnmodifiableSet());
    }

    /** The name by which messages name a source; empty where there is only one. */
    public String nameOf(Source source) {
        return hasSeveralSources() ? source.name() : "";
    }

    /** The name by which messages name a source, by its id; empty where there is only one, or for an unknown id. */
    public String nameOf(String id) {
        return source(id).map(this::nameOf).orElse("");
    }

    /** The names of the sources for messages, or the addresses of those without a name. */
    public String sourceNames() {
        return sources().stream().map(Source::label).collect(Collectors.joining(", "));
    }

    /** Whether any source has a name. */
    public boolean hasNamedSources() {
        return sourceConfigs.stream().anyMatch(source -> !source.source().name().isEmpty());
    }

    /** The ids of the other sources that have the data of the same organisation. */
    public Set<String> othersOfOrganization(String source) {
        return sourceConfigs.stream()
                .filter(other -> organizationOf(source).equals(Optional.of(other.organization())))
                .map(other -> other.source().id())
                .filter(other -> !other.equals(source))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether two sources are known to have the data of different organisations, by the ids of the sources. */
    public boolean areOfDifferentOrganizations(String source, String other) {
        Optional<String> organization = organizationOf(other);
        return organization.isPresent() && !organization.equals(organizationOf(source));
    }

    private Optional<String> organizationOf(String source) {
        return sourceConfigs.stream()
                .filter(config -> config.source().id().equals(source))
                .map(SourceConfig::organization)
                .findFirst();
    }

    /** The source with a name, or with that id; empty if there is none. */
    public Optional<Source> sourceNamed(String name) {
        return sources().stream()
                .filter(source -> source.name().equals(name) || source.id().equals(name))
                .findFirst();
    }

    /** The configured source with an id; empty if it is not configured any more. */
    public Optional<Source> source(String id) {
        return sourceConfigs.stream()
                .map(SourceConfig::source)
                .filter(source -> source.id().equals(id))
                .findFirst();
    }

    /** Whether an unquoted empty text field means NULL. */
    public boolean isEmptyTextNull() {
        return emptyText == EmptyText.NULL;
    }

    /** The kind of a table: the configured one, else by its name; empty if neither is known. */
    public Optional<TableKind> kindOf(String table) {
        TableKind configured = kinds.get(table);
        return configured != null ? Optional.of(configured) : TableKind.ofTable(table);
    }

    /** The configured key of a table; empty if none is configured. */
    public List<String> keyOf(String table) {
        return keys.getOrDefault(table, List.of());
    }

    /** Whether a name is the key or the environment variable of a setting. */
    public static boolean isSetting(String name) {
        return new SettingNames().find(name).isPresent() || SourceSettings.isName(name);
    }

    /**
     * Reads and checks all settings.
     *
     * @throws ConfigException for the first setting that is missing, unknown or impossible
     */
    public static SyncConfig read(SettingsSource settings) {
        return new SettingsReader(settings).read();
    }
}
