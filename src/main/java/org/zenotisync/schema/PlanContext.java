package org.zenotisync.schema;

import org.zenotisync.model.FeedTable;

/**
 * What all rules must know of the script whose statements they plan.
 *
 * @param role of the file that the script is
 * @param upgrades the statements of all upgrades of the cycle
 * @param occasion when the script is applied
 * @param target what the target holds
 */
record PlanContext(SchemaFile.Role role, UpgradeStatements upgrades, Occasion occasion, TargetColumns target) {

    /** Whether SchemaFull may be the newer one: what it shows already, an upgrade need not do. */
    boolean isFirstSetUp() {
        return occasion == Occasion.FIRST_SET_UP;
    }

    /**
     * Whether the script is newer than all that were applied: a column that it names is the present one of that name.
     */
    boolean isFirstTime() {
        return occasion == Occasion.FIRST_TIME;
    }

    /** The name under which a column is there now, also if a later script renames it. */
    String presentName(FeedTable table, String column) {
        String name = table.presentName(column);
        for (int steps = 0; !table.definition().has(name) && steps < upgrades.renames(); steps++) {
            name = upgrades.renamed(table.name(), name).orElse(name);
        }
        return table.definition().has(name) ? name : column;
    }

    /**
     * Checks that files have a column.
     *
     * @param column its present name
     * @param named its name in the script, for the message
     * @throws SchemaException if they do not
     */
    static void requireInFeed(FeedTable table, String column, String named) throws SchemaException {
        if (!table.isInFeed(column)) {
            throw new SchemaException("table " + table.name() + " has no column " + named
                    + (table.dropped().contains(column) ? " any more: it was dropped" : ""));
        }
    }
}
