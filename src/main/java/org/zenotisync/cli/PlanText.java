package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.Backlog;
import org.zenotisync.cycle.LateReport;
import org.zenotisync.cycle.Preview;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableKind;
import org.zenotisync.schema.SchemaHolds;

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
        List<TableGroup> consumed =
                groups(group -> !isPaused(group) && hold(group).isEmpty());
        preview.schemaFiles()
                .forEach(file -> out.println("schema  " + file.object().uri()));
        if (!consumed.isEmpty()) {
            table(consumed).print(out);
        }
        consumed.stream().map(group -> group.id().table()).distinct().sorted().forEach(table -> Optional.ofNullable(
                        preview.hidden().get(table))
                .ifPresent(hidden -> out.println("columns " + table + ": " + hidden.text())));
        lateObjects(out);
        countByTable(groups(this::isPaused))
                .forEach((table, count) -> out.println(
                        "paused  " + table + ": " + Quantity.of(count, "table group") + " until it is resumed"));
        groups(group -> !isPaused(group) && hold(group).isPresent()).stream()
                .collect(Collectors.groupingBy(this::waiting, TreeMap::new, Collectors.counting()))
                .forEach((waiting, count) -> out.println("waiting " + waiting.table() + ": "
                        + Quantity.of(count, "table group") + " for schema file " + waiting.address()
                        + ", unless it can be applied now"));
        backlog.waiting()
                .forEach(id -> out.println("wait    " + id + " is younger than zenoti.settle ("
                        + config.settle().toSeconds() + "s)"));
        preview.unknown().forEach(address -> out.println("unknown " + address));
        out.println(Quantity.of(preview.schemaFiles().size(), "schema file") + " and "
                + Quantity.of(consumed.size(), "table group") + " ("
                + Sizes.bytes(consumed.stream().mapToLong(TableGroup::bytes).sum()) + ") would be consumed"
                + (backlog.more() ? ", and more after them" : ""));
    }

    private TextTable table(List<TableGroup> groups) {
        TextTable table = new TextTable("pod", "group", "table", "kind", "files", ">size");
        for (TableGroup group : groups) {
            table.row(
                    group.id().track().podId().toString(),
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
                .forEach(
                        late -> out.println("late    " + Source.uri(late.group().source(), late.key()) + " "
                                + LateReport.text(late) + "; the remedy is " + LateReport.remedy(late, config)));
    }

    private List<TableGroup> groups(Predicate<TableGroup> wanted) {
        return backlog.tableGroups().stream().filter(wanted).toList();
    }

    private static Map<String, Long> countByTable(List<TableGroup> groups) {
        return groups.stream()
                .collect(Collectors.groupingBy(group -> group.id().table(), TreeMap::new, Collectors.counting()));
    }

    /** Table groups of a table that wait for a schema file. */
    private record Waiting(String table, String address) implements Comparable<Waiting> {

        @Override
        public int compareTo(Waiting other) {
            return Comparator.comparing(Waiting::table)
                    .thenComparing(Waiting::address)
                    .compare(this, other);
        }
    }

    private Waiting waiting(TableGroup group) {
        return new Waiting(group.id().table(), hold(group).orElseThrow().address());
    }

    private boolean isPaused(TableGroup group) {
        return preview.pauses().isPaused(group.id().table());
    }

    private Optional<SchemaHolds.Hold> hold(TableGroup group) {
        return preview.holds()
                .getOrDefault(group.id().source(), SchemaHolds.NONE)
                .of(group.id().table());
    }
}
