package org.zenotisync.cycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.TargetRules;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.warehouse.Warehouse;

/**
 * What a target does not get as the feed has it: columns, and rows of forgotten guests.
 *
 * @param rules what the settings say of its columns
 * @param guestColumns the columns by which rows of forgotten guests are left out; empty if nobody is forgotten
 * @param way how the rows come into the target
 * @param problem why nothing is loaded because of them; empty if the target is as the settings say
 */
public record HiddenColumns(ColumnRules rules, Set<String> guestColumns, String way, Optional<String> problem) {

    public HiddenColumns {
        guestColumns = Set.copyOf(guestColumns);
    }

    /**
     * Those of all tables that have any, by folded table name.
     *
     * @param guests the columns by which rows of forgotten guests of a table are left out
     */
    static Map<String, HiddenColumns> of(
            SyncConfig config, Warehouse warehouse, List<KnownTable> tables, Function<KnownTable, Set<String>> guests) {
        String way = warehouse.objectLoader().isPresent()
                ? "rows pass through this program, row by row; " + warehouse.name() + " does not read the files"
                : "rows pass through this program";
        Map<String, HiddenColumns> hidden = new TreeMap<>();
        for (KnownTable table : tables) {
            ColumnRules rules = config.columns().rulesOf(table.table().definition());
            Optional<String> problem = TargetRules.complaint(config, table);
            Set<String> guestColumns = guests.apply(table);
            if (!rules.isEmpty() || problem.isPresent() || !guestColumns.isEmpty()) {
                hidden.put(table.name(), new HiddenColumns(rules, guestColumns, way, problem));
            }
        }
        return hidden;
    }

    /** For people. */
    public String text() {
        return problem.orElseGet(() -> Stream.of(rules.toString(), guests(), way)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; ")));
    }

    private String guests() {
        return guestColumns.isEmpty()
                ? ""
                : "rows of forgotten guests are left out, by " + String.join(", ", new TreeSet<>(guestColumns));
    }
}
