package org.zenotisync.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.ProvenKeys;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;

/**
 * The key of a table and its origin.
 *
 * @param columns folded column names; empty for append-only facts, which need none
 * @param origin how far it can be trusted
 * @param isProven whether rows have shown that it is unique; only a key of the documentation and a sortkey need that
 */
public record TableKey(List<String> columns, Origin origin, boolean isProven) {

    /** The origin of a key, most trusted first. */
    public enum Origin {
        /** {@code zenoti.tables.<table>.key}. */
        SETTING,
        /** The PRIMARY KEY of the schema file. */
        PRIMARY_KEY,
        /** Zenoti's page of the table, see {@link DocumentedKeys}; must be proven. */
        DOCUMENTATION,
        /** The sortkey of the schema file, which is only a guess; must be proven. */
        SORTKEY,
        /** The table does not need a key. */
        NONE;

        /** Its name in reports, for example {@code primary-key}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** That of a table that does not need one. */
    public static final TableKey NONE = new TableKey(List.of(), Origin.NONE, false);

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
                            + setting(table.name()) + " to its key column");
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

    /** The same key, proven: rows have shown that it is unique. */
    public TableKey proven() {
        return new TableKey(columns, origin, true);
    }

    /** Whether it is a guess that rows must prove. */
    public boolean isGuessed() {
        return origin == Origin.DOCUMENTATION || origin == Origin.SORTKEY;
    }

    /** Whether rows must still show that it is unique before anything is deleted or updated by it. */
    public boolean needsProof() {
        return isGuessed() && !isProven;
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
                .map(column ->
                        setting(table.name()) + " names the column \"" + column + "\", which the table does not have");
    }

    /** The setting of the key of a table. */
    public static String setting(String table) {
        return "zenoti.tables." + table + ".key";
    }

    /** The key and its origin, for messages. */
    public String described(String table) {
        return switch (origin) {
            case DOCUMENTATION ->
                "the key " + this + " of " + table + " that Zenoti's page \""
                        + DocumentedKeys.of(table)
                                .map(DocumentedKeys.Entry::page)
                                .orElse("") + "\" documents";
            case SORTKEY -> "the sortkey " + this + " of " + table;
            default -> "the key " + this + " of " + table;
        };
    }

    /** For messages: {@code (a, b)}. */
    @Override
    public String toString() {
        return "(" + String.join(", ", columns) + ")";
    }
}
