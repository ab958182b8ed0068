package org.zenotisync.consume;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.merge.DocumentedKeys;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.TableKey;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.privacy.Projection;
import org.zenotisync.schema.KnownTable;

/**
 * Compares what the settings say of the columns of a table with what its target was made with. A difference is never
 * carried out silently: until somebody has decided, nothing is loaded into the table.
 */
public final class TargetRules {

    private TargetRules() {}

    /**
     * What the target of a table has of its columns.
     *
     * @throws LoadException if the settings have changed since the target was made; the message says what to do
     */
    public static Projection projection(SyncConfig config, KnownTable known) throws LoadException {
        Optional<String> complaint = complaint(config, known);
        if (complaint.isPresent()) {
            throw new LoadException(complaint.get());
        }
        return Projection.of(known.table(), known.rules(), config.columns().key());
    }

    /**
     * Whether a target can be brought to what the settings say: not if they ask for values that it does not have any
     * more, or has only as digests of another key.
     */
    public static boolean canBeApplied(SyncConfig config, KnownTable known) {
        ColumnRules now = config.columns().rulesOf(known.table().definition());
        ColumnRules made = known.rules().only(known.table().definition()::has);
        return lost(now, made).isEmpty() && !isOtherKey(now, made);
    }

    /** Columns whose values the settings ask for, and the target does not have. */
    private static Set<String> lost(ColumnRules now, ColumnRules made) {
        Set<String> lost = new TreeSet<>(made.hidden());
        lost.removeAll(now.excluded());
        lost.removeIf(column -> made.hashes(column) && now.hashes(column));
        return lost;
    }

    private static boolean isOtherKey(ColumnRules now, ColumnRules made) {
        boolean isAnyKept = made.hashed().stream().anyMatch(now::hashes);
        return isAnyKept && !now.keyCheck().equals(made.keyCheck());
    }

    /** Why nothing may be loaded into the target of a table; empty if its columns are as the settings say. */
    public static Optional<String> complaint(SyncConfig config, KnownTable known) {
        ColumnRules now = config.columns().rulesOf(known.table().definition());
        ColumnRules made = known.rules().only(known.table().definition()::has);
        if (now.equals(made)) {
            return Optional.empty();
        }
        Set<String> back = lost(now, made);
        if (!back.isEmpty()) {
            return Optional.of("the target table " + known.target() + " was made without the values of "
                    + String.join(", ", back) + " (" + made + "), and the zenoti.columns settings do not say so any"
                    + " more. Nothing is loaded into it. To keep the values out, name " + named(made, back)
                    + ", by the present name if a schema file has renamed a column; to have the values, "
                    + fillAgain(known));
        }
        if (isOtherKey(now, made)) {
            return Optional.of("zenoti.columns.hash-key is not the key that " + String.join(", ", sorted(made.hashed()))
                    + " of the target table " + known.target() + " was hashed with. Nothing is loaded into it, since"
                    + " equal values would have different digests: set the former key again, or hash all values with"
                    + " the new one, in this table and in every other one that has hashed columns: "
                    + fillAgain(known));
        }
        Set<String> fresh = new TreeSet<>(now.hidden());
        fresh.removeIf(column -> made.excludes(column) || made.hashes(column) && now.hashes(column));
        return Optional.of("the zenoti.columns settings hide " + String.join(", ", fresh) + " (" + now
                + "), and the target table " + known.target() + " has their values. Nothing is loaded into it until"
                + " 'apply-privacy' has removed or hashed them");
    }

    /** How the settings would have to name columns that they hid before. */
    private static String named(ColumnRules made, Set<String> columns) {
        return Stream.of(true, false)
                .map(isHashed -> {
                    Set<String> of = new TreeSet<>(columns);
                    of.removeIf(column -> made.hashes(column) != isHashed);
                    return of.isEmpty()
                            ? ""
                            : String.join(", ", of) + " in zenoti.columns." + (isHashed ? "hash" : "exclude");
                })
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" and "));
    }

    private static Set<String> sorted(Set<String> columns) {
        return new TreeSet<>(columns);
    }

    /** How a target is filled again with the values of the bucket. */
    public static String fillAgain(KnownTable known) {
        return "drop the table " + known.target() + ", then 'replay --table " + known.name()
                + " --from-group 1' makes and fills it again";
    }

    /**
     * The keys of a table that the settings leave whole.
     *
     * @param keys that it may have, most trusted first; at least one
     * @throws LoadException if columns of all of them are left out
     */
    public static List<TableKey> usable(SyncConfig config, String table, List<TableKey> keys) throws LoadException {
        List<TableKey> usable = keys.stream()
                .filter(key -> excluding(config, table, key).isEmpty())
                .toList();
        if (usable.isEmpty()) {
            TableKey key = keys.get(0);
            throw new LoadException(excluding(config, table, key).orElseThrow() + " leaves out a column of "
                    + key.described(table) + ", by which rows are found; hash it with zenoti.columns.hash instead, or"
                    + " set " + TableKey.setting(table) + " if its key is another one");
        }
        return usable;
    }

    /**
     * Checks what is known of keys before any schema file is read.
     *
     * @throws ConfigException if the settings leave out a column of a documented key, and do not name another key
     */
    public static void requireDocumentedKeys(SyncConfig config) {
        for (DocumentedKeys.Entry entry : DocumentedKeys.all().values()) {
            boolean isKey = entry.kind() != TableKind.APPEND_ONLY_FACT
                    && config.keyOf(entry.table()).isEmpty();
            for (String column : isKey ? entry.key() : List.<String>of()) {
                config.columns().excludedBy(entry.table(), column).ifPresent(setting -> {
                    throw new ConfigException(setting + " leaves out the column " + column + " of " + entry.table()
                            + ", which is its key by Zenoti's documentation: rows are found by it; hash it with"
                            + " zenoti.columns.hash instead, or set " + TableKey.setting(entry.table())
                            + " if its key is another one");
                });
            }
        }
    }

    /** The setting that leaves out a column of a key. */
    private static Optional<String> excluding(SyncConfig config, String table, TableKey key) {
        return key.columns().stream()
                .flatMap(column -> config.columns().excludedBy(table, column).stream())
                .findFirst();
    }
}
