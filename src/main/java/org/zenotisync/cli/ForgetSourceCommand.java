package org.zenotisync.cli;

import java.util.concurrent.Callable;
import org.zenotisync.quarkus.SyncLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes the bookkeeping of a source that the settings do not have any more. */
@Command(
        name = "forget-source",
        mixinStandardHelpOptions = true,
        description = {
            "Removes what the control tables hold of a source that is no longer configured.",
            "The rows that came from it stay in the target tables."
        })
public class ForgetSourceCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "the last name of the source, or its bucket and prefix")
    String name;

    ForgetSourceCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        String id = launcher.inspectTarget().sourceNames().forget(name);
        spec.commandLine().getOut().println("the bookkeeping of " + name + " (s3://" + id + ") is removed");
        spec.commandLine().getOut().flush();
        return ZenotiCommand.Exit.OK;
    }
}
