package org.zenotisync.load;

import java.util.List;
import java.util.Optional;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;

/**
 * The key of a table and where it is known from.
 *
 * @param columns folded column names; empty for append-only facts, which need none
 * @param origin how far it can be trusted
 */
public record TableKey(List<String> columns, Origin origin) {

    /** Where a key is known from, most trusted first. */
    public enum Origin {
        /** {@code zenoti.tables.<table>.key}. */
        CONFIGURED,
        /** The PRIMARY KEY of the schema file. */
        PRIMARY_KEY,
        /** The sortkey of the schema file, proven unique on the full load. */
        PROVEN_SORTKEY,
        /** The sortkey of the schema file, not proven yet. */
        SORTKEY,
        /** The table has no need of one. */
        NONE
    }

    static final TableKey NONE = new TableKey(List.of(), Origin.NONE);

    /**
     * Resolves the key of a table. "The column name will be different for different tables" (feed documentation), and
     * the samples declare none: a sortkey is only a guess.
     *
     * @param provenKey the guessed key that was proven before, as comma-separated columns; null for none
     * @throws LoadException if there is no key, or one with columns that the table does not have
     */
    static TableKey resolve(FeedTable table, SyncConfig config, String provenKey) throws LoadException {
        TableDefinition definition = table.definition();
        List<String> configured = config.keyOf(table.name());
        if (!configured.isEmpty()) {
            Optional<String> complaint = complaint(definition, config);
            if (complaint.isPresent()) {
                throw new LoadException(complaint.get());
            }
            return new TableKey(configured, Origin.CONFIGURED);
        }
        if (!definition.primaryKey().isEmpty()) {
            return new TableKey(definition.primaryKey(), Origin.PRIMARY_KEY);
        }
        if (provenKey != null) {
            List<String> proven = List.of(provenKey.split(",")).stream()
                    .map(table::presentName)
                    .toList();
            if (proven.stream().allMatch(definition::has)) {
                return new TableKey(proven, Origin.PROVEN_SORTKEY);
            }
        }
        if (definition.sortKey().isEmpty()) {
            throw new LoadException(
                    "the schema of " + table.name() + " declares neither a primary key nor a sortkey; set "
                            + setting(table.name()) + " to its key column");
        }
        return new TableKey(definition.sortKey(), Origin.SORTKEY);
    }

    /** What is wrong with the configured key of a table; empty if nothing is, or none is configured. */
    public static Optional<String> complaint(TableDefinition table, SyncConfig config) {
        return config.keyOf(table.name()).stream()
                .filter(column -> !table.has(column))
                .findFirst()
                .map(column ->
                        setting(table.name()) + " names the column \"" + column + "\", which the table does not have");
    }

    static String setting(String table) {
        return "zenoti.tables." + table + ".key";
    }

    /** For messages: {@code (a, b)}. */
    @Override
    public String toString() {
        return "(" + String.join(", ", columns) + ")";
    }
}
