package org.zenotisync.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zenotisync.feed.Source;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.DatabaseSetting;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.Warehouses;

/** Reads and checks the {@code zenoti.*} settings; every error names the setting. */
final class SettingsReader {

    /** Stands for bytes that the locale cannot decode. */
    private static final char UNDECODED = '\uFFFD';

    private final SettingsSource settings;
    private final SettingNames names = new SettingNames();
    private final PerTable<List<String>> keys = new PerTable<>(Settings.KEY);
    private final PerTable<TableKind> kinds = new PerTable<>(Settings.KIND);
    private final SourceSettings sources = new SourceSettings();

    SettingsReader(SettingsSource settings) {
        this.settings = settings;
    }

    SyncConfig read() {
        for (String name : settings.names()) {
            if (SettingNames.isOurs(name)) {
                check(name);
            }
        }
        return new SyncConfig(
                sources(),
                target(),
                Settings.SCHEDULE.read(settings),
                Settings.SETTLE.read(settings),
                Settings.LOOK_BACK.read(settings),
                Settings.PARALLELISM.read(settings),
                Settings.STALLED_AFTER.read(settings),
                new TableFilter(Settings.INCLUDE.read(settings), Settings.EXCLUDE.read(settings)),
                keys.byTable(),
                kinds.byTable(),
                Settings.EMPTY_TEXT.read(settings),
                new BadRowPolicy(Settings.ON_BAD_ROW.read(settings), Settings.MAX_BAD_ROWS.read(settings)),
                Settings.ON_LATE_FILE.read(settings),
                SharedTables.of(Settings.SHARED_TABLES.read(settings)),
                new VerifyConfig(Settings.VERIFY.read(settings), globs(Settings.IGNORE_COLUMNS)),
                columns().requirePossible(keys.byTable()),
                new GuestColumns(globs(Settings.GUEST_COLUMNS)),
                events());
    }

    private ColumnsConfig columns() {
        return new ColumnsConfig(
                globs(Settings.COLUMNS_EXCLUDE),
                globs(Settings.COLUMNS_HASH),
                Settings.COLUMNS_PRESET.read(settings),
                Settings.COLUMNS_HASH_KEY.find(settings));
    }

    private List<ColumnGlob> globs(Setting<List<String>> setting) {
        return setting.read(settings).stream().map(ColumnGlob::of).toList();
    }

    private EventsConfig events() {
        EventsConfig events = new EventsConfig(
                Settings.EVENTS_TO.find(settings),
                Settings.BAD_ROWS_TO.find(settings),
                Settings.EVENTS_KEEP.read(settings));
        if (events.badRowsTo().isPresent() && Settings.ON_BAD_ROW.read(settings) != OnBadRow.QUARANTINE) {
            throw new ConfigException(EventsConfig.BAD_ROWS_TO + ": has no effect, because a bad row fails its table"
                    + " group; also set zenoti.on-bad-row=quarantine");
        }
        return events;
    }

    private void check(String name) {
        if (keys.hasName(name)) {
            keys.read(name, settings);
            requireDecoded(name, settings.get(name));
        } else if (kinds.hasName(name)) {
            kinds.read(name, settings);
            requireDecoded(name, settings.get(name));
        } else if (SourceSettings.isName(name)) {
            requireDecoded(name, sources.note(name).textOf(name, settings));
        } else {
            Setting<?> setting = names.find(name).orElseThrow(() -> names.unknown(name));
            requireDecoded(name, setting.textOf(name, settings));
        }
    }

    /** A value beyond ASCII from the environment arrives with holes where the locale is not UTF-8. */
    private static void requireDecoded(String name, Optional<String> value) {
        if (value.orElse("").indexOf(UNDECODED) >= 0) {
            throw new ConfigException(
                    name + ": the value has characters that this locale cannot read; set LANG=C.UTF-8, or put it into"
                            + " config/application.properties");
        }
    }

    private List<SourceConfig> sources() {
        if (sources.isAny()) {
            return sources.read(settings);
        }
        String prefix = Settings.ROOT.read(settings);
        return Settings.BUCKET.find(settings).map(bucket -> Source.of(bucket, prefix)).stream()
                .map(SourceConfig::only)
                .toList();
    }

    private SyncConfig.Target target() {
        JdbcUrl url = Settings.URL.read(settings);
        Optional<String> schema = Settings.SCHEMA.find(settings);
        Optional<String> dialect = Settings.DIALECT.find(settings);
        Map<String, String> ofDatabase = ofDatabase(url.text(), Warehouses.of(url.text(), dialect));
        return new SyncConfig.Target(
                url,
                dialect,
                Settings.USERNAME.find(settings),
                Settings.PASSWORD.find(settings),
                schema,
                Settings.TABLE_NAME.read(settings),
                ofDatabase);
    }

    /** The settings that only this database has; those of another one have no effect, but are not an error. */
    private Map<String, String> ofDatabase(String url, WarehouseProvider database) {
        Map<String, String> values = new TreeMap<>();
        for (DatabaseSetting setting : database.settings()) {
            settings.get(setting.key()).ifPresent(value -> values.put(setting.key(), value.strip()));
        }
        database.complaint(url, values).ifPresent(complaint -> {
            throw new ConfigException(complaint);
        });
        return Map.copyOf(values);
    }
}
