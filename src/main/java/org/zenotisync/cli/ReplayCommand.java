package org.zenotisync.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zenotisync.config.ConfigException;
import org.zenotisync.cycle.Replay;
import org.zenotisync.cycle.WrongReplayException;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Consumes table groups of a table again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Consumes the table groups of one table again, from a GroupID on, then runs a cycle.")
public class ReplayCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Option(names = "--table", required = true, paramLabel = "TABLE", description = "Name of the table.")
    // picocli requires it
    String table = "";

    @Option(
            names = "--from-group",
            required = true,
            paramLabel = "GROUP",
            description = "First GroupID that is consumed again.")
    long fromGroup;

    @Option(names = "--pod", paramLabel = "POD", description = "Only this POD. Default: all PODs.")
    @Nullable
    String pod;

    @Option(names = "--source", paramLabel = "NAME", description = "Only this source. Default: all sources.")
    @Nullable
    String source;

    ReplayCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        try {
            Replay.requireTable(table, fromGroup);
            ZenotiSync sync = launcher.inspectFeed();
            sync.replay(table, fromGroup, Optional.ofNullable(pod), Optional.ofNullable(source));
        } catch (WrongReplayException e) {
            String option = "--" + e.argument().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw new ConfigException(option + ": " + e.getMessage());
        }
        boolean hasRun = false;
        try {
            int exit = OnceCommand.cycle(launcher, spec);
            hasRun = true;
            return exit;
        } finally {
            if (!hasRun) {
                spec.commandLine()
                        .getErr()
                        .println("zenoti-s3-sync: the replay of " + table + " is noted, but the cycle could not run:"
                                + " the next cycle that reaches source and target begins it");
                spec.commandLine().getErr().flush();
            }
        }
    }
}
