package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.zenotisync.event.CycleReport;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs one cycle. */
@Command(
        name = "once",
        mixinStandardHelpOptions = true,
        description =
                "Runs one cycle: schema files first, then every table group that is not loaded yet, oldest first.")
public class OnceCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    OnceCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        return cycle(launcher, spec);
    }

    static int cycle(SyncLauncher launcher, CommandSpec spec) throws Exception {
        return Termination.withBoundedEnd(() -> runCycle(launcher, spec));
    }

    private static int runCycle(SyncLauncher launcher, CommandSpec spec) throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        CycleReport report;
        try (ProgressDisplay progress = new ProgressDisplay(err, Terminal.isStderr())) {
            ZenotiSync sync = launcher.start(progress);
            report = sync.runCycle();
            progress.clear();
            new CycleSummary(report).print(spec.commandLine().getOut());
            EventsAtEnd.await(sync, err);
        }
        return report.hasFailures() ? ZenotiCommand.Exit.FAILED : ZenotiCommand.Exit.OK;
    }
}
