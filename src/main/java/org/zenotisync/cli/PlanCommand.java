package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.cycle.Backlog;
import org.zenotisync.cycle.LateReport;
import org.zenotisync.cycle.Preview;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.Counted;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what a cycle would do. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Lists the schema files and table groups that a cycle would consume now. Changes nothing.")
public class PlanCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    PlanCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        ZenotiSync sync = launcher.inspectFeed();
        Preview preview = sync.plan();
        PrintWriter out = spec.commandLine().getOut();
        preview.schemaFiles()
                .forEach(file -> out.println("schema  " + file.object().uri()));
        Backlog backlog = preview.backlog();
        TextTable table = new TextTable("pod", "group", "table", "kind", "files", ">size");
        Map<Boolean, List<TableGroup>> byPause = backlog.tableGroups().stream()
                .collect(Collectors.partitioningBy(
                        group -> preview.pauses().isPaused(group.id().table())));
        Map<Boolean, List<TableGroup>> byHold = byPause.get(false).stream()
                .collect(Collectors.partitioningBy(
                        group -> preview.holds().of(group.id().table()).isPresent()));
        List<TableGroup> groups = byHold.get(false);
        for (TableGroup group : groups) {
            table.row(
                    group.id().pod(),
                    Long.toString(group.id().group()),
                    group.id().table(),
                    sync.config()
                            .kindOf(group.id().table())
                            .map(kind -> kind.id())
                            .orElse("?"),
                    Integer.toString(group.files().size()),
                    Sizes.bytes(group.bytes()));
        }
        if (!groups.isEmpty()) {
            table.print(out);
        }
        backlog.replays().forEach(id -> out.println("replay  from " + id + " on, since objects arrived late"));
        backlog.late()
                .forEach(late -> out.println("late    " + sync.config().source().uri(late.key()) + " "
                        + LateReport.text(late) + "; the remedy is " + LateReport.remedy(late, sync.config())));
        byPause.get(true).stream()
                .collect(Collectors.groupingBy(group -> group.id().table(), TreeMap::new, Collectors.counting()))
                .forEach((name, count) -> out.println(
                        "paused  " + name + ": " + Counted.of(count, "table group") + " until it is resumed"));
        byHold.get(true).stream()
                .collect(Collectors.groupingBy(group -> group.id().table(), TreeMap::new, Collectors.counting()))
                .forEach((name, count) -> out.println("waiting " + name + ": " + Counted.of(count, "table group")
                        + " for schema file "
                        + preview.holds().of(name).orElseThrow().address()
                        + ", unless it can be applied now"));
        backlog.waiting()
                .forEach(id -> out.println("wait    " + id + " is younger than zenoti.settle ("
                        + sync.config().settle().toSeconds() + "s)"));
        Stream.concat(preview.unknownSchemaFiles().stream(), backlog.unknown().stream())
                .forEach(key -> out.println("unknown " + sync.config().source().uri(key)));
        out.println(Counted.of(preview.schemaFiles().size(), "schema file") + " and "
                + Counted.of(groups.size(), "table group") + " ("
                + Sizes.bytes(groups.stream().mapToLong(TableGroup::bytes).sum()) + ") would be consumed"
                + (backlog.more() ? ", and more after them" : ""));
        return ZenotiCommand.Exit.OK;
    }
}
