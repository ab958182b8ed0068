package org.zenotisync.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zenotisync.config.ConfigException;
import org.zenotisync.cycle.Adoption;
import org.zenotisync.cycle.AdoptionReport;
import org.zenotisync.cycle.WrongAdoptionException;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes over a table that a script has filled. */
@Command(
        name = "adopt",
        mixinStandardHelpOptions = true,
        description = {
            "Takes over a table that a script of your own has filled up to a GroupID: the next cycle continues after"
                    + " that group.",
            "The target's columns are compared with the schema files, and its rows must prove the key. If they do not"
                    + " fit, all problems are listed, nothing changes, and the exit code is 1."
        })
public class AdoptCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Option(names = "--table", required = true, paramLabel = "TABLE", description = "Name of the table.")
    // picocli requires it
    String table = "";

    @Option(
            names = "--group",
            required = true,
            paramLabel = "GROUP",
            description = "Last GroupID that the script has loaded.")
    long group;

    @Option(names = "--pod", paramLabel = "POD", description = "Only this POD. Default: all PODs that have the table.")
    @Nullable
    String pod;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The source whose files the script has loaded. Needed if there are several.")
    @Nullable
    String source;

    @Option(names = "--plan", description = "Shows what would happen. Changes nothing.")
    boolean isPlan;

    AdoptCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        AdoptionReport report;
        try {
            Adoption.requireArguments(table, group);
            ZenotiSync sync = launcher.inspectFeed();
            Optional<String> onePod = Optional.ofNullable(pod);
            Optional<String> from = Optional.ofNullable(source);
            report = isPlan ? sync.planAdoption(table, group, onePod, from) : sync.adopt(table, group, onePod, from);
        } catch (WrongAdoptionException e) {
            throw new ConfigException("--" + e.argument().name().toLowerCase(Locale.ROOT) + ": " + e.getMessage());
        }
        AdoptionText text = new AdoptionText(report);
        text.print(spec.commandLine().getOut());
        text.printProblems(spec.commandLine().getErr());
        return report.outcome() == AdoptionReport.Outcome.REFUSED ? ZenotiCommand.Exit.FAILED : ZenotiCommand.Exit.OK;
    }
}
