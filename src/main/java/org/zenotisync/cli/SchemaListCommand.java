package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zenotisync.feed.Source;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.schema.ConcernedTables;
import org.zenotisync.schema.SchemaFileEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what became of each schema file. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows what became of each schema file that a cycle has found; looks only into the target.")
public class SchemaListCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "as JSON, by the schema in docs/schema-list.schema.json")
    boolean json;

    SchemaListCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        ZenotiSync sync = launcher.inspectTarget();
        List<SchemaFileEntry> files = sync.schemaDecisions().recorded();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(SchemaListJson.write(files));
        } else {
            print(files, out);
        }
        out.flush();
        return ZenotiCommand.Exit.OK;
    }

    private static void print(List<SchemaFileEntry> files, PrintWriter out) {
        if (files.isEmpty()) {
            out.println("no schema file is known yet; the commands once and run find them");
            return;
        }
        TextTable table = new TextTable("outcome", "file", "tables", "at (UTC)", "by");
        files.forEach(file -> table.row(
                file.outcome().text(),
                Source.uri(file.source(), file.key()),
                file.tables()
                        .filter(tables -> !tables.isNone())
                        .map(ConcernedTables::toString)
                        .orElse("-"),
                file.decidedAt().withNano(0).toString(),
                file.user().orElse("-")));
        table.print(out);
        files.forEach(
                file -> note(file).ifPresent(note -> out.println(Source.uri(file.source(), file.key()) + ": " + note)));
    }

    /** What a person has to know of a file that is not applied. */
    private static Optional<String> note(SchemaFileEntry file) {
        return file.outcome().isDone() ? Optional.empty() : file.note();
    }
}
