package org.zenotisync.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.LateReport;
import org.zenotisync.feed.Source;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells how the tables stand. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tells how far every table has come and what failed; looks only into the target.")
public class StatusCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "as JSON, by the schema in docs/status.schema.json")
    boolean json;

    @Option(names = "--source", paramLabel = "NAME", description = "Only this source. Default: all sources.")
    @Nullable
    String source;

    StatusCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        ZenotiSync sync = launcher.inspectTarget();
        SyncSnapshot all = sync.status();
        SyncSnapshot status = source == null ? all : all.ofSource(id(sync, source));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(StatusJson.write(status));
        } else {
            print(status, sync.config(), out);
            sync.tables().forEach(table -> table.rulesProblem()
                    .ifPresent(problem -> out.println("columns " + table.table() + ": " + problem)));
        }
        if (status.tables().isEmpty()) {
            String place = launcher.missingFile()
                    .map(file -> "there is no database yet at " + file)
                    .orElseGet(() -> "the database is " + sync.config().target());
            PrintWriter notice = json ? spec.commandLine().getErr() : out;
            notice.println("nothing was consumed yet: " + place + "; the commands once and run load it");
            notice.flush();
        }
        out.flush();
        return status.isHealthy() ? ZenotiCommand.Exit.OK : ZenotiCommand.Exit.FAILED;
    }

    private static String id(ZenotiSync sync, String name) throws SQLException {
        return sync.sourceNames()
                .idOf(name)
                .orElseThrow(() -> new ConfigException("--source: there is no source '" + name + "'"));
    }

    private static void print(SyncSnapshot status, SyncConfig config, PrintWriter out) throws IOException {
        if (!status.tables().isEmpty()) {
            TextTable table = new TextTable(
                    "table", "pod", "kind", ">last group", ">rows", ">bad rows", "state", "last attempt (UTC)");
            status.tables()
                    .forEach(t -> table.row(
                            t.track().table(),
                            t.track().podId().toString(),
                            t.lastAttempt().flatMap(TableSnapshot.Attempt::kind).orElse("-"),
                            t.lastGroup() == 0 ? "-" : Long.toString(t.lastGroup()),
                            t.rows().isEmpty() ? "-" : Sizes.count(t.rows().getAsLong()),
                            Sizes.count(t.quarantined()),
                            state(t),
                            t.lastAttempt()
                                    .map(attempt ->
                                            attempt.endedAt().withNano(0).toString())
                                    .orElse("-")));
            table.print(out);
        }
        status.tables().stream()
                .filter(t -> t.replayFrom().isPresent())
                .forEach(t -> out.println(
                        "replay  " + t.track().table() + " of " + t.track().podId() + " from group "
                                + t.replayFrom().getAsLong() + " on: the next cycle consumes it again"));
        status.unreachableSources()
                .forEach(source -> out.println("unreachable source " + source.name() + ": " + source.reason()));
        status.tables().stream()
                .filter(t -> t.state() == TableSnapshot.State.SHARED && t.lastGroup() > 0)
                .forEach(t -> out.println("moved   " + t.track().table() + " of "
                        + t.track().podId() + ": consumed from there up to group " + t.lastGroup() + ", now "
                        + t.error().orElseThrow()));
        status.tables().stream()
                .filter(t -> t.error().isPresent() && t.isFailure() && t.state() != TableSnapshot.State.UNREACHABLE)
                .forEach(t -> out.println(
                        word(isWaitingForSchema(t) ? "waiting" : t.state().id())
                                + t.track().table() + " of " + t.track().podId() + ": "
                                + t.error().get()));
        status.tables().stream()
                .flatMap(t -> t.verified().stream())
                .filter(kept ->
                        kept.entry().isDifferent() || kept.entry().error().isPresent())
                .forEach(kept -> out.println("verify  " + kept.entry().track().table() + " of "
                        + kept.entry().track().podId() + ": " + kept.entry().text()));
        printLate(status, config, out);
        status.schemaFiles()
                .forEach(f -> out.println(word(f.isWaiting() ? "waiting" : "refused") + f.address() + ": "
                        + f.reason().orElse("no reason is recorded")));
        status.noSchemaScripts()
                .forEach(f -> out.println("ignored " + f.address() + ": not a schema script that names a known table: "
                        + f.reason().orElse("no reason is recorded")));
        status.unknownObjects().forEach(key -> out.println("unknown " + key));
        status.unreadablePauses()
                .forEach(row -> out.println("pause   '" + row
                        + "' in zenoti_sync_paused is neither the name of a table nor a glob, so it does not pause"
                        + " any table"));
    }

    private static String state(TableSnapshot table) {
        return switch (table.state()) {
            case WAITING_FOR_SCHEMA -> "waiting for schema file";
            case NOT_CONFIGURED -> "no longer configured";
            case SHARED -> "shared, " + table.error().orElseThrow();
            default -> table.state().id();
        };
    }

    private static boolean isWaitingForSchema(TableSnapshot table) {
        return table.state() == TableSnapshot.State.WAITING_FOR_SCHEMA;
    }

    /** The first word of a line, as wide as the others. */
    private static String word(String word) {
        return String.format("%-8s", word);
    }

    /** The late objects, and after them what loads those of each table and POD: groups are ascending. */
    private static void printLate(SyncSnapshot status, SyncConfig config, PrintWriter out) {
        Map<List<Object>, LateObjects.Entry> first = new LinkedHashMap<>();
        for (LateObjects.Entry late : status.lateObjects()) {
            TableGroupId id = late.group();
            out.println("late    " + Source.uri(id.source(), late.key()) + " " + LateReport.text(late));
            first.putIfAbsent(
                    List.of(id.table(), id.source(), id.pod(), LateReport.isBeyondReplay(late, config)), late);
        }
        first.values()
                .forEach(late ->
                        out.println("late    the remedy for " + late.group().table() + " in "
                                + late.group().track().podId() + " is " + LateReport.remedy(late, config)));
    }
}
