package org.zenotisync.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zenotisync.quarkus.SyncLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the target with a monthly snapshot. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the target with a monthly snapshot of Zenoti and the groups that came after it. Changes nothing.",
            "Exit code 0: equal; 1: rows differ, or the snapshot is too new or cannot be read; 2: there is no such"
                    + " snapshot."
        })
public class VerifyCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Option(names = "--month", paramLabel = "YYYY-MM", description = "Month of the snapshot. Default: the newest one.")
    @Nullable
    String month;

    @Mixin
    VerifyOptions options = new VerifyOptions();

    VerifyCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        boolean isEqual = new VerifyRunner(launcher, spec, options)
                .run(month, Optional.empty())
                .isEqual();
        return isEqual ? ZenotiCommand.Exit.OK : ZenotiCommand.Exit.FAILED;
    }
}
