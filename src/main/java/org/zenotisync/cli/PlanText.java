package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.Backlog;
import org.zenotisync.cycle.LateReport;
import org.zenotisync.cycle.Preview;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableKind;

/** What a cycle would do, as lines of text. */
final class PlanText {

    private final SyncConfig config;
    private final Preview preview;
    private final Backlog backlog;

    PlanText(SyncConfig config, Preview preview) {
        this.config = config;
        this.preview = preview;
        this.backlog = preview.backlog();
    }

    void print(PrintWriter out) {
        List<TableGroup> consumed = groups(table -> !isPaused(table) && !isHeld(table));
        preview.schemaFiles()
                .forEach(file -> out.println("schema  " + file.object().uri()));
        if (!consumed.isEmpty()) {
            table(consumed).print(out);
        }
        lateObjects(out);
        countByTable(groups(this::isPaused))
                .forEach((table, count) -> out.println(
                        "paused  " + table + ": " + Quantity.of(count, "table group") + " until it is resumed"));
        countByTable(groups(table -> !isPaused(table) && isHeld(table)))
                .forEach((table, count) -> out.println("waiting " + table + ": " + Quantity.of(count, "table group")
                        + " for schema file "
                        + preview.holds().of(table).orElseThrow().address()
                        + ", unless it can be applied now"));
        backlog.waiting()
                .forEach(id -> out.println("wait    " + id + " is younger than zenoti.settle ("
                        + config.settle().toSeconds() + "s)"));
        Stream.concat(preview.unknownSchemaFiles().stream(), backlog.unknown().stream())
                .forEach(key -> out.println("unknown " + config.source().uri(key)));
        out.println(Quantity.of(preview.schemaFiles().size(), "schema file") + " and "
                + Quantity.of(consumed.size(), "table group") + " ("
                + Sizes.bytes(consumed.stream().mapToLong(TableGroup::bytes).sum()) + ") would be consumed"
                + (backlog.more() ? ", and more after them" : ""));
    }

    private TextTable table(List<TableGroup> groups) {
        TextTable table = new TextTable("pod", "group", "table", "kind", "files", ">size");
        for (TableGroup group : groups) {
            table.row(
                    group.id().pod(),
                    Long.toString(group.id().group()),
                    group.id().table(),
                    config.kindOf(group.id().table()).map(TableKind::id).orElse("?"),
                    Integer.toString(group.files().size()),
                    Sizes.bytes(group.bytes()));
        }
        return table;
    }

    private void lateObjects(PrintWriter out) {
        backlog.replays().forEach(id -> out.println("replay  from " + id + " on, since objects arrived late"));
        backlog.late()
                .forEach(late -> out.println("late    " + config.source().uri(late.key()) + " " + LateReport.text(late)
                        + "; the remedy is " + LateReport.remedy(late, config)));
    }

    private List<TableGroup> groups(Predicate<String> ofTable) {
        return backlog.tableGroups().stream()
                .filter(group -> ofTable.test(group.id().table()))
                .toList();
    }

    private static Map<String, Long> countByTable(List<TableGroup> groups) {
        return groups.stream()
                .collect(Collectors.groupingBy(group -> group.id().table(), TreeMap::new, Collectors.counting()));
    }

    private boolean isPaused(String table) {
        return preview.pauses().isPaused(table);
    }

    private boolean isHeld(String table) {
        return preview.holds().of(table).isPresent();
    }
}
