package org.zenotisync.consume;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.merge.DocumentedKeys;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.TableKey;
import org.zenotisync.merge.TableKey.Origin;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;

/** Chooses the keys that a table may have, from the settings, its schema, Zenoti's pages and what is proven already. */
public final class KeyChoice {

    private KeyChoice() {}

    /**
     * The keys that a table may have, most trusted first: "The column name will be different for different tables"
     * (feed documentation), and the samples declare none. Each but the last one needs a proof, and the next one is
     * tried if the proof fails. A key that the table is already loaded by is kept, and is the key of all its PODs.
     *
     * @return at least one
     * @throws LoadException if there is no key, or a configured one with columns that the table does not have
     */
    public static List<TableKey> candidates(FeedTable table, SyncConfig config, ProvenKeys proven)
            throws LoadException {
        TableDefinition definition = table.definition();
        List<String> configured = config.keyOf(table.name());
        if (!configured.isEmpty()) {
            Optional<String> complaint = complaint(definition, config);
            if (complaint.isPresent()) {
                throw new LoadException(complaint.get());
            }
            return List.of(new TableKey(configured, Origin.SETTING, false));
        }
        if (!definition.primaryKey().isEmpty()) {
            return List.of(new TableKey(definition.primaryKey(), Origin.PRIMARY_KEY, false));
        }
        Optional<List<String>> ofThisPod = present(table, proven.ofThisPod());
        Optional<List<String>> inUse = ofThisPod.or(() -> present(table, proven.ofOtherPods()));
        if (inUse.isPresent()) {
            return List.of(new TableKey(inUse.get(), originOf(table, inUse.get()), ofThisPod.isPresent()));
        }
        List<TableKey> guessed = new ArrayList<>();
        documented(table).ifPresent(key -> guessed.add(new TableKey(key, Origin.DOCUMENTATION, false)));
        List<String> sortKey = definition.sortKey();
        if (!sortKey.isEmpty()
                && guessed.stream().noneMatch(key -> key.columns().equals(sortKey))) {
            guessed.add(new TableKey(sortKey, Origin.SORTKEY, false));
        }
        if (guessed.isEmpty()) {
            throw new LoadException(
                    "the schema of " + table.name() + " declares neither a primary key nor a sortkey; set "
                            + TableKey.setting(table.name()) + " to its key column");
        }
        return List.copyOf(guessed);
    }

    /** The documented key by the current names of its columns; empty if the feed does not have all of them. */
    private static Optional<List<String>> documented(FeedTable table) {
        return DocumentedKeys.of(table.name())
                .map(entry -> entry.key().stream().map(table::presentName).toList())
                .filter(key -> key.stream()
                        .allMatch(column -> table.definition().has(column)
                                && !table.dropped().contains(column)));
    }

    /** A proven key by the current names of its columns; empty if the table does not have all of them any more. */
    private static Optional<List<String>> present(FeedTable table, Optional<List<String>> proven) {
        return proven.map(key -> key.stream().map(table::presentName).toList())
                .filter(key -> key.stream().allMatch(table.definition()::has));
    }

    private static Origin originOf(FeedTable table, List<String> key) {
        return documented(table).filter(key::equals).isPresent() ? Origin.DOCUMENTATION : Origin.SORTKEY;
    }

    /** Why a table whose name does not say its kind cannot be loaded, and the remedy. */
    public static String unknownKind(String table) {
        return "the name of table " + table + " begins with neither bi_fact nor bi_dim; set zenoti.tables." + table
                + ".kind to fact, append-only-fact or dimension";
    }

    /** Why a table without known columns cannot be loaded, and where to look. */
    public static String noSchema(String table) {
        return "table " + table + " has no schema: no schema file that makes it was applied; look for SchemaFull/"
                + table + ".txt in the bucket, and in status for files that were refused";
    }

    /** What is wrong with the configured key of a table; empty if nothing is, or none is configured. */
    public static Optional<String> complaint(TableDefinition table, SyncConfig config) {
        return config.keyOf(table.name()).stream()
                .filter(column -> !table.has(column))
                .findFirst()
                .map(column -> TableKey.setting(table.name()) + " names the column \"" + column
                        + "\", which the table does not have");
    }
}
