package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.PodProgress;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.UnknownObjects;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableNames;
import org.zenotisync.schema.EarlierLayouts;
import org.zenotisync.schema.TableRegistry;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * Renames tables in the control tables of versions without {@link TableNames}, so that each table has one name.
 * {@code bi_factx_s3} becomes {@code bi_factx}, with the same target table and the same checkpoints. If both names were
 * in use, the target that has rows is kept, and the table groups of the other one are loaded into it. Changes nothing
 * if all names are right.
 */
final class NameUpgrade {

    private static final Logger LOG = LoggerFactory.getLogger(NameUpgrade.class);

    private static final String OF_NAME = " WHERE table_name = ?";
    private static final String OF_POD = " WHERE source = ? AND pod = ? AND table_name = ?";

    /** Control tables that list what was loaded. */
    private static final List<String> LOADED = List.of(Manifest.TABLE, Quarantine.TABLE, LateObjects.TABLE);

    private final Warehouse warehouse;
    private final TableRegistry tables;
    private final PodProgress podProgress;

    /** Only a restart can change the version or the settings, so each process checks these once. */
    private boolean isFirstDone;

    NameUpgrade(Warehouse warehouse, TableRegistry tables, PodProgress podProgress) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.podProgress = podProgress;
    }

    /** A row of the checkpoints, with the name that is stored. */
    private record Place(String source, String pod, String name, long lastGroup, long replayTo) {

        boolean hasConsumed() {
            return lastGroup > 0 || replayTo > 0;
        }

        boolean isBeside(Place other) {
            return source.equals(other.source) && pod.equals(other.pod);
        }

        Object[] key() {
            return new Object[] {source, pod, name};
        }
    }

    /** Renames what needs it, in transactions of its own. */
    void run(DataSource dataSource) throws SQLException {
        boolean isNeeded = Jdbc.with(dataSource, connection -> {
            Set<String> names = new HashSet<>(registered(connection).keySet());
            Jdbc.query(
                    connection,
                    "SELECT DISTINCT table_name FROM " + warehouse.dialect().qualified(Checkpoints.TABLE),
                    row -> names.add(row.getString(1)));
            return names.stream().anyMatch(name -> !name.equals(TableNames.canonical(name)));
        });
        if (isNeeded) {
            Jdbc.runInTransaction(dataSource, connection -> {
                warehouse.locks().holdSchema(connection);
                warehouse.locks().holdCheckpoints(connection);
                rename(connection);
            });
        }
        if (!isFirstDone) {
            listAgain(dataSource);
            renameMissingTargets(dataSource);
            isFirstDone = true;
        }
    }

    private void renameMissingTargets(DataSource dataSource) throws SQLException {
        if (Jdbc.with(dataSource, tables::hasOtherTargets)) {
            Jdbc.runInTransaction(dataSource, connection -> {
                warehouse.locks().holdSchema(connection);
                tables.nameMissingTargets(connection);
            });
            if (Jdbc.with(dataSource, tables::hasOtherTargets)) {
                LOG.info("Some targets keep the names that they were made with, although zenoti.target.table-name would"
                        + " give them other names; the command tables lists them");
            }
        }
    }

    /** The names of the targets by the names of the tables, as they are stored in the registry. */
    private Map<String, String> registered(Connection connection) throws SQLException {
        Map<String, String> targets = new HashMap<>();
        Jdbc.query(
                connection,
                "SELECT table_name, target_table FROM " + warehouse.dialect().qualified(TableRegistry.TABLE),
                row -> targets.put(row.getString(1), row.getString(2)));
        return targets;
    }

    private void rename(Connection connection) throws SQLException {
        Map<String, String> targets = registered(connection);
        List<Place> places = Jdbc.query(
                connection,
                "SELECT source, pod, table_name, last_group, replay_to FROM "
                        + warehouse.dialect().qualified(Checkpoints.TABLE),
                row -> new Place(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)));
        Map<String, Set<String>> spellings = new TreeMap<>();
        targets.keySet().forEach(name -> add(spellings, name));
        places.forEach(place -> add(spellings, place.name()));
        for (Map.Entry<String, Set<String>> table : spellings.entrySet()) {
            if (!table.getValue().equals(Set.of(table.getKey()))) {
                unite(connection, table.getKey(), table.getValue(), targets, places);
            }
        }
    }

    private static void add(Map<String, Set<String>> spellings, String name) {
        spellings
                .computeIfAbsent(TableNames.canonical(name), table -> new TreeSet<>())
                .add(name);
    }

    /** @param names the spellings of the table, the shortest first */
    private void unite(
            Connection connection, String table, Set<String> names, Map<String, String> targets, List<Place> places)
            throws SQLException {
        String kept = kept(table, names, targets, places);
        keepTarget(connection, table, kept, names, targets);
        List<Place> ofKept =
                places.stream().filter(place -> place.name().equals(kept)).toList();
        for (Place place : places) {
            if (names.contains(place.name()) && !place.name().equals(kept)) {
                moveTo(
                        connection,
                        table,
                        place,
                        ofKept.stream().filter(place::isBeside).findFirst());
            }
        }
        for (String name : names) {
            if (name.equals(kept)) {
                renameIn(connection, Checkpoints.TABLE, name, table);
                renameIn(connection, EarlierLayouts.TABLE, name, table);
                for (String loaded : LOADED) {
                    renameIn(connection, loaded, name, table);
                }
            }
            renameIn(connection, RunLog.TABLE, name, table);
        }
        Optional<FeedTable> known = tables.find(connection, table);
        if (known.isPresent()) {
            // its definition has the name, too
            tables.save(connection, known.get());
        }
        LOG.info("Table {} was known as {}: from now on it has only the one name", table, String.join(" and ", names));
    }

    /** The spelling whose target is kept: one that has rows, otherwise one that has a target. */
    private static String kept(String table, Set<String> names, Map<String, String> targets, List<Place> places) {
        Optional<String> withRows = names.stream()
                .filter(name -> places.stream().anyMatch(place -> place.name().equals(name) && place.hasConsumed()))
                .findFirst();
        return withRows.or(() -> names.stream().filter(targets::containsKey).findFirst())
                .orElse(table);
    }

    private void keepTarget(
            Connection connection, String table, String kept, Set<String> names, Map<String, String> targets)
            throws SQLException {
        Optional<String> registered = Optional.of(kept)
                .filter(targets::containsKey)
                .or(() -> names.stream().filter(targets::containsKey).findFirst());
        String registry = warehouse.dialect().qualified(TableRegistry.TABLE);
        for (String name : names) {
            if (targets.containsKey(name) && !registered.equals(Optional.of(name))) {
                Jdbc.update(connection, "DELETE FROM " + registry + OF_NAME, name);
                LOG.warn(
                        "The target table {} is not used any more: {} and {} are one table, which is kept in {};"
                                + " drop it when you do not need it",
                        targets.get(name),
                        name,
                        registered.orElseThrow(),
                        targets.get(registered.orElseThrow()));
            }
        }
        if (registered.isPresent() && !registered.get().equals(table)) {
            Jdbc.update(connection, "UPDATE " + registry + " SET table_name = ?" + OF_NAME, table, registered.get());
        }
    }

    /**
     * Moves a POD from another spelling to the one that is kept. Its consumed rows are in a target that is not used any
     * more, so they are loaded again from the first group on.
     *
     * @param beside the checkpoint of the same POD under the spelling that is kept
     */
    private void moveTo(Connection connection, String table, Place place, Optional<Place> beside) throws SQLException {
        String checkpoints = warehouse.dialect().qualified(Checkpoints.TABLE);
        if (!place.hasConsumed()) {
            Jdbc.update(connection, "DELETE FROM " + checkpoints + OF_POD, place.key());
            return;
        }
        long first = Jdbc.number(
                connection,
                "SELECT coalesce(min(group_id), 1) FROM " + warehouse.dialect().qualified(Manifest.TABLE) + OF_POD,
                place.key());
        for (String loaded : LOADED) {
            Jdbc.update(connection, "DELETE FROM " + warehouse.dialect().qualified(loaded) + OF_POD, place.key());
        }
        podProgress.reset(connection, place.source(), place.pod());
        if (beside.isEmpty()) {
            Jdbc.update(
                    connection,
                    "UPDATE " + checkpoints + " SET table_name = ?, last_group = 0, replay_to = 0, proven_key = NULL"
                            + OF_POD,
                    table,
                    place.source(),
                    place.pod(),
                    place.name());
        } else {
            Jdbc.update(connection, "DELETE FROM " + checkpoints + OF_POD, place.key());
            Jdbc.update(
                    connection,
                    "UPDATE " + checkpoints
                            + " SET replay_to = CASE WHEN replay_to > last_group THEN replay_to ELSE last_group END,"
                            + " last_group = ?" + OF_POD + " AND last_group >= ?",
                    first - 1,
                    place.source(),
                    place.pod(),
                    beside.get().name(),
                    first);
        }
        LOG.warn(
                "The table groups of {} in {} from group {} on are loaded again: they are in another target table than"
                        + " those of the same table's other folder",
                place.name(),
                place.pod(),
                first);
    }

    private void renameIn(Connection connection, String controlTable, String from, String to) throws SQLException {
        if (!from.equals(to)) {
            Jdbc.update(
                    connection,
                    "UPDATE " + warehouse.dialect().qualified(controlTable) + " SET table_name = ?" + OF_NAME,
                    to,
                    from);
        }
    }

    /**
     * Lists PODs again that have folders such as {@code [dbo].[Bi_FactX]}. Earlier versions stored these as unknown
     * objects, and no later listing would load them.
     */
    private void listAgain(DataSource dataSource) throws SQLException {
        String unknown = warehouse.dialect().qualified(UnknownObjects.TABLE);
        List<String[]> known = Jdbc.with(
                dataSource,
                connection -> Jdbc.query(connection, "SELECT source, object_key FROM " + unknown, row ->
                        new String[] {row.getString(1), row.getString(2)}));
        List<String[]> ofFeed = new ArrayList<>();
        for (String[] object : known) {
            if (pod(object[0], object[1]).isPresent()) {
                ofFeed.add(object);
            }
        }
        if (ofFeed.isEmpty()) {
            return;
        }
        Jdbc.runInTransaction(dataSource, connection -> {
            warehouse.locks().holdCheckpoints(connection);
            for (String[] object : ofFeed) {
                String folder = pod(object[0], object[1]).orElseThrow();
                for (PodProgress.Progress progress : podProgress.all(connection, object[0])) {
                    if (progress.pod().equalsIgnoreCase(folder)) {
                        podProgress.reset(connection, object[0], progress.pod());
                    }
                }
                Jdbc.update(
                        connection,
                        "DELETE FROM " + unknown + " WHERE source = ? AND object_key = ?",
                        object[0],
                        object[1]);
            }
        });
    }

    /** The POD of an object that is a file of a table group; empty if it is something else. */
    private static Optional<String> pod(String source, String key) {
        int slash = source.indexOf('/');
        String prefix = slash < 0 ? "" : source.substring(slash + 1) + "/";
        String[] folders =
                key.startsWith(prefix) ? key.substring(prefix.length()).split("/", 3) : new String[0];
        boolean isFile = folders.length == 3
                && FeedLayout.canBePod(folders[0])
                && FeedLayout.groupId(folders[1]).isPresent()
                && FeedLayout.place(folders[2]).isPresent();
        return isFile ? Optional.of(folders[0]) : Optional.empty();
    }
}
