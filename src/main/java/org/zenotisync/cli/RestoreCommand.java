package org.zenotisync.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.verify.VerifyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings lost rows back from a monthly snapshot. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Inserts the rows of a monthly snapshot that the target has lost, as they are after the groups that came"
                    + " later. Lists what 'verify' lists first. One transaction per table; repeating it changes"
                    + " nothing.",
            "Exit code 0: done, also if other differences remain; 1: a table could not be restored; 2: there is no such"
                    + " snapshot."
        })
public class RestoreCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Option(names = "--month", required = true, paramLabel = "YYYY-MM", description = "Month of the snapshot.")
    // picocli requires it
    String month = "";

    @Option(names = "--dry-run", description = "Shows what would be changed. Changes nothing.")
    boolean isDryRun;

    @Option(
            names = "--replace",
            description = "Also sets rows that differ, and removes rows that are surplus or should have been deleted.")
    boolean replaces;

    @Option(names = "--into-empty", description = "Also fills a table that has no rows at all with this one month.")
    boolean intoEmpty;

    @Option(
            names = "--yes",
            description = "Also restores an append-only fact that has fewer than half of the snapshot's rows.")
    boolean isConfirmed;

    @Mixin
    VerifyOptions options = new VerifyOptions();

    RestoreCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        VerifyRequest.Restore restore = new VerifyRequest.Restore(isDryRun, replaces, intoEmpty, isConfirmed);
        boolean isDone = new VerifyRunner(launcher, spec, options)
                .run(month, Optional.of(restore))
                .isDone();
        return isDone ? ZenotiCommand.Exit.OK : ZenotiCommand.Exit.FAILED;
    }
}
