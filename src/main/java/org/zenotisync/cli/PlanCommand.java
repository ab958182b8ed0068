package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(names = "--source", paramLabel = "NAME", description = "Only this source. Default: all sources.")
    @Nullable
    String source;

    PlanCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        ZenotiSync sync = launcher.inspectFeed();
        PrintWriter out = spec.commandLine().getOut();
        new PlanText(sync.config(), sync.plan(Optional.ofNullable(source))).print(out);
        return ZenotiCommand.Exit.OK;
    }
}
