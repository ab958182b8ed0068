package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.consume.TargetRules;
import org.zenotisync.feed.Source;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.warehouse.Jdbc;

/** Reads from the control tables which tables the sync loads, with their keys. */
public final class TableReader {

    private final DataSource dataSource;
    private final SyncConfig config;
    private final ControlTables control;

    public TableReader(DataSource dataSource, SyncConfig config, ControlTables control) {
        this.dataSource = dataSource;
        this.config = config;
        this.control = control;
    }

    /**
     * The tables, by name: those that schema files have made, and those whose table groups were listed. Empty if the
     * sync has never written to the database.
     */
    public List<TableEntry> read() throws SQLException {
        return control.exist() ? Jdbc.with(dataSource, this::read) : List.of();
    }

    private List<TableEntry> read(Connection connection) throws SQLException {
        List<Checkpoint> checkpoints = control.checkpoints().all(connection);
        Map<String, List<Checkpoint>> ofTable = checkpoints.stream().collect(Collectors.groupingBy(Checkpoint::table));
        Primaries primaries = new Primaries(
                config,
                checkpoints.stream()
                        .filter(checkpoint -> config.source(checkpoint.source()).isPresent())
                        .toList());
        Map<String, TableEntry> entries = new TreeMap<>();
        for (KnownTable known : control.tables().allKnown(connection)) {
            KeyStatus key = KeyStatus.ofAllPods(known.table(), config, ofTable.getOrDefault(known.name(), List.of()));
            entries.putIfAbsent(
                    known.name(),
                    new TableEntry(
                            known.name(),
                            Optional.of(known.target()),
                            key,
                            sharedFrom(primaries, known.name()),
                            config.columns().rulesOf(known.table().definition()),
                            TargetRules.complaint(config, known),
                            config.guestColumns().of(known.table())));
        }
        for (String table : ofTable.keySet()) {
            KeyStatus key = KeyStatus.withoutSchema(table, config);
            entries.putIfAbsent(
                    table,
                    new TableEntry(
                            table,
                            Optional.empty(),
                            key,
                            sharedFrom(primaries, table),
                            ColumnRules.NONE,
                            Optional.empty(),
                            Set.of()));
        }
        return entries.values().stream()
                .filter(entry -> config.filter().accepts(entry.table()))
                .toList();
    }

    private List<String> sharedFrom(Primaries primaries, String table) {
        return config.sourceConfigs().stream()
                .flatMap(source -> primaries.consumedElsewhere(source.source().id(), table).stream())
                .map(Source::label)
                .distinct()
                .toList();
    }
}
