package org.zenotisync.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.merge.FirstRows;
import org.zenotisync.merge.KeyTypes;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.TableKey;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.Warehouse;

/**
 * The key of a table whose target somebody else has filled: the one that the sync would use, proven by the rows that
 * are there. The sync deletes and replaces these rows by it.
 *
 * @param kind of the table; empty if it is not known
 * @param key the key; empty if there is none that the rows prove
 * @param problems why the table cannot be loaded by any key, in words for people
 * @param notes what people should know, and what does not prevent anything
 */
public record AdoptedKey(Optional<TableKind> kind, Optional<TableKey> key, List<String> problems, List<String> notes) {

    private static final String VOID = "void";

    public AdoptedKey {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /**
     * Chooses and proves the key.
     *
     * @param target name of the target table
     * @param ofTable the checkpoints of the table: what it is loaded by already is its key
     * @param differing columns that the target lacks or that have a wrong type: a key with one of them is not tried
     */
    public static AdoptedKey prove(
            Connection connection,
            Warehouse warehouse,
            SyncConfig config,
            FeedTable table,
            String target,
            List<Checkpoint> ofTable,
            Collection<String> differing)
            throws SQLException {
        Optional<TableKind> kind = config.kindOf(table.name());
        if (kind.isEmpty()) {
            return refused(kind, KeyChoice.unknownKind(table.name()));
        }
        if (kind.get() == TableKind.APPEND_ONLY_FACT) {
            return new AdoptedKey(kind, Optional.of(TableKey.NONE), List.of(), List.of());
        }
        List<TableKey> candidates;
        try {
            LoadPlanner.requireVoid(table.definition(), kind.get());
            candidates = KeyChoice.candidates(table, config, ProvenKeys.of(ofTable, checkpoint -> true));
        } catch (LoadException e) {
            return refused(kind, String.valueOf(e.getMessage()));
        }
        List<String> disproved = new ArrayList<>();
        for (TableKey key : candidates) {
            List<String> match = kind.get() == TableKind.FACT
                    ? MergeSql.factMatch(table.definition(), key.columns())
                    : key.columns();
            if (match.stream().anyMatch(differing::contains)) {
                disproved.add(key.described(table.name()) + " cannot be proven before its columns are right");
                continue;
            }
            MergeSql sql = warehouse.mergeSql(table.definition(), target, match);
            Optional<String> complaint = complaint(connection, table, target, key, sql);
            if (complaint.isEmpty()) {
                boolean knowsVoid = kind.get() == TableKind.FACT && !differing.contains(VOID);
                return new AdoptedKey(
                        kind,
                        Optional.of(key.isGuessed() ? key.proven() : key),
                        List.of(),
                        notes(connection, target, key, sql, knowsVoid, disproved));
            }
            disproved.add(complaint.get());
        }
        return new AdoptedKey(kind, Optional.empty(), withRemedy(table.name(), disproved), List.of());
    }

    private static AdoptedKey refused(Optional<TableKind> kind, String problem) {
        return new AdoptedKey(kind, Optional.empty(), List.of(problem), List.of());
    }

    /** Why the rows of a target do not prove a key; empty if they do. */
    private static Optional<String> complaint(
            Connection connection, FeedTable table, String target, TableKey key, MergeSql sql) throws SQLException {
        try {
            KeyTypes.requireExact(connection, table.definition(), target, sql);
        } catch (LoadException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        long nulls = Jdbc.number(connection, sql.countTargetNulls(key.columns()));
        if (nulls > 0) {
            return Optional.of(key.described(table.name()) + " is NULL in " + Quantity.of(nulls, "row") + " of "
                    + target + ", which no later row could replace");
        }
        long repeats = FirstRows.repeats(connection, sql, key);
        return repeats == 0
                ? Optional.empty()
                : Optional.of(key.described(table.name()) + " is not unique in " + target + ": "
                        + Quantity.of(repeats, "row") + " too many with the same "
                        + String.join(", ", sql.match()));
    }

    private static List<String> notes(
            Connection connection, String target, TableKey key, MergeSql sql, boolean knowsVoid, List<String> disproved)
            throws SQLException {
        List<String> notes = new ArrayList<>(disproved);
        List<String> others =
                sql.match().stream().filter(c -> !key.columns().contains(c)).toList();
        long unmatchable = others.isEmpty() ? 0 : Jdbc.number(connection, sql.countTargetNulls(others));
        if (unmatchable > 0) {
            notes.add(String.join(", ", others) + " is NULL in " + Quantity.of(unmatchable, "row") + " of " + target
                    + ", which no later row can replace or delete");
        }
        long voided = knowsVoid ? Jdbc.number(connection, sql.countTargetVoided()) : 0;
        if (voided > 0) {
            notes.add(Quantity.of(voided, "row") + " of " + target + " have void=1, which the sync would not have"
                    + " inserted; delete them if your reports do not expect them");
        }
        return notes;
    }

    private static List<String> withRemedy(String table, List<String> disproved) {
        List<String> problems = new ArrayList<>(disproved);
        int last = problems.size() - 1;
        problems.set(
                last,
                problems.get(last) + "; correct these rows, or set " + TableKey.setting(table)
                        + " to the key column, or drop the target table, so that the sync loads it from the first"
                        + " group on");
        return problems;
    }
}
