package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.zenotisync.cycle.TableEntry;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the tables with their keys. */
@Command(
        name = "tables",
        mixinStandardHelpOptions = true,
        description = "Lists every table with its kind, its key and where the key comes from. Reads only the target.")
public class TablesCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "Write JSON, as docs/tables.schema.json defines it.")
    boolean json;

    TablesCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        ZenotiSync sync = launcher.inspectTarget();
        List<TableEntry> tables = sync.tables();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(TablesJson.write(tables, sync.config().hasSeveralSources()));
        } else {
            print(tables, sync.config().hasSeveralSources(), out);
        }
        if (tables.isEmpty()) {
            String place = launcher.missingFile()
                    .map(file -> "there is no database yet at " + file)
                    .orElseGet(() -> "the database is " + sync.config().target());
            PrintWriter notice = json ? spec.commandLine().getErr() : out;
            notice.println("no table is known yet: " + place + "; the commands once and run create the tables");
            notice.flush();
        }
        out.flush();
        return ZenotiCommand.Exit.OK;
    }

    private static void print(List<TableEntry> tables, boolean withSources, PrintWriter out) {
        boolean withGuests =
                tables.stream().anyMatch(entry -> !entry.guestColumns().isEmpty());
        boolean withRules = tables.stream().anyMatch(entry -> !entry.rules().isEmpty());
        if (!tables.isEmpty()) {
            TextTable table = new TextTable(
                    "table",
                    "target",
                    "kind",
                    "key",
                    "key from",
                    "proven",
                    withSources ? "consumed from" : "",
                    withRules ? "columns" : "",
                    withGuests ? "guests by" : "");
            tables.forEach(entry -> table.row(
                    entry.table(),
                    entry.target().orElse("-"),
                    entry.key().kind().orElse("-"),
                    entry.key().columns().isEmpty()
                            ? "-"
                            : String.join(", ", entry.key().columns()),
                    entry.key().from().orElse("-"),
                    entry.key()
                            .proven()
                            .map(proven -> proven ? "yes" : "not yet")
                            .orElse("-"),
                    withSources ? sources(entry) : "",
                    withRules ? rules(entry) : "",
                    withGuests ? guests(entry) : ""));
            table.print(out);
        }
        tables.forEach(entry -> problem(entry, out));
    }

    private static String sources(TableEntry entry) {
        return entry.sharedFrom().isEmpty() ? "all sources" : "shared, " + String.join(", ", entry.sharedFrom());
    }

    private static String rules(TableEntry entry) {
        return entry.rules().isEmpty() ? "as in the feed" : entry.rules().toString();
    }

    private static String guests(TableEntry entry) {
        return entry.guestColumns().isEmpty() ? "-" : String.join(", ", new TreeSet<>(entry.guestColumns()));
    }

    private static void problem(TableEntry entry, PrintWriter out) {
        entry.key().problem().ifPresent(text -> out.println("problem " + text));
        entry.rulesProblem().ifPresent(text -> out.println("problem " + text));
    }
}
