package org.zenotisync.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.DropColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;

/**
 * The statements of all upgrades that are applied in a cycle, in their order, seen from one of them. A SchemaFull file
 * that is newer may already show what later statements do.
 */
public final class UpgradeStatements {

    /** No upgrades. */
    public static final UpgradeStatements NONE = new UpgradeStatements(List.of(), 0);

    private final List<SchemaStatement> all;
    private final int next;
    private final Map<String, String> renames;

    private UpgradeStatements(List<SchemaStatement> all, int next, Map<String, String> renames) {
        this.all = all;
        this.next = next;
        this.renames = renames;
    }

    /** @param next how many statements come before the file that looks at them */
    public UpgradeStatements(List<SchemaStatement> all, int next) {
        this(List.copyOf(all), next, renames(all));
    }

    private static Map<String, String> renames(List<SchemaStatement> all) {
        Map<String, String> renames = new HashMap<>();
        for (SchemaStatement statement : all) {
            if (statement instanceof RenameColumn rename) {
                renames.put(rename.table() + "." + rename.from(), rename.to());
            }
        }
        return renames;
    }

    /** The same statements, seen from a later one. */
    UpgradeStatements after(int statements) {
        return new UpgradeStatements(all, Math.min(all.size(), next + statements), renames);
    }

    /** The name that some upgrade gives to a column; empty if none renames it. */
    Optional<String> renamed(String table, String column) {
        return Optional.ofNullable(renames.get(table + "." + column));
    }

    int renames() {
        return renames.size();
    }

    /** Whether a later statement drops a column. */
    boolean drops(String table, String column) {
        return later().stream()
                .anyMatch(s -> s instanceof DropColumn drop
                        && drop.table().equals(table)
                        && drop.column().equals(column));
    }

    /** The first later statement that adds a column. */
    Optional<AddColumn> adds(String table, String column) {
        return later().stream()
                .filter(s -> s instanceof AddColumn add
                        && add.table().equals(table)
                        && add.column().name().equals(column))
                .map(AddColumn.class::cast)
                .findFirst();
    }

    /**
     * Whether a later statement gives a column its name.
     *
     * @param from what the renamed column's name may be
     */
    boolean renamesTo(String table, String column, Predicate<String> from) {
        return later().stream()
                .anyMatch(s -> s instanceof RenameColumn rename
                        && rename.table().equals(table)
                        && rename.to().equals(column)
                        && from.test(rename.from()));
    }

    /** The name that later statements give to a column, over all of them; the name itself if none renames it. */
    String laterName(String table, String column) {
        String name = column;
        for (SchemaStatement statement : later()) {
            if (statement instanceof RenameColumn rename
                    && rename.table().equals(table)
                    && rename.from().equals(name)) {
                name = rename.to();
            }
        }
        return name;
    }

    private List<SchemaStatement> later() {
        return all.subList(next, all.size());
    }
}
