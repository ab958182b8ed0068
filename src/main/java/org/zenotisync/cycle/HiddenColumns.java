package org.zenotisync.cycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.TargetRules;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.warehouse.Warehouse;

/**
 * The columns that a target does not get as the feed has them.
 *
 * @param rules what the settings say of them
 * @param way how the rows come into the target
 * @param problem why nothing is loaded because of them; empty if the target is as the settings say
 */
public record HiddenColumns(ColumnRules rules, String way, Optional<String> problem) {

    /** Those of all tables that have any, by folded table name. */
    static Map<String, HiddenColumns> of(SyncConfig config, Warehouse warehouse, List<KnownTable> tables) {
        String way = warehouse.objectLoader().isPresent()
                ? "rows pass through this program, row by row; " + warehouse.name() + " does not read the files"
                : "rows pass through this program";
        Map<String, HiddenColumns> hidden = new TreeMap<>();
        for (KnownTable table : tables) {
            ColumnRules rules = config.columns().rulesOf(table.table().definition());
            Optional<String> problem = TargetRules.complaint(config, table);
            if (!rules.isEmpty() || problem.isPresent()) {
                hidden.put(table.name(), new HiddenColumns(rules, way, problem));
            }
        }
        return hidden;
    }

    /** For people. */
    public String text() {
        return problem.orElseGet(() -> rules + "; " + way);
    }
}
