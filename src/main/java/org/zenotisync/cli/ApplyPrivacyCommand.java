package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zenotisync.cycle.PrivacyReport;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings the columns of targets that are there to what the settings hide. */
@Command(
        name = "apply-privacy",
        mixinStandardHelpOptions = true,
        description = {
            "Removes columns that zenoti.columns.exclude leaves out, and hashes those of zenoti.columns.hash, in tables"
                    + " that were loaded before the setting. Also treats quarantine and history.",
            "Each table is one transaction; what an interrupted run has not done, the next one does. At the end it"
                    + " lists where former values may still be. docs/guests-data.md."
        })
public class ApplyPrivacyCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Option(names = "--table", paramLabel = "TABLE", description = "Only this table. Default: all tables.")
    @Nullable
    String table;

    @Option(names = "--dry-run", description = "Shows what would be removed and hashed. Changes nothing.")
    boolean isDryRun;

    ApplyPrivacyCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        ZenotiSync sync = launcher.inspectTarget();
        return Termination.withBoundedEnd(() -> apply(sync));
    }

    private int apply(ZenotiSync sync) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrivacyReport report = sync.applyPrivacy(Optional.ofNullable(table), isDryRun, line -> {
            out.println(line);
            out.flush();
        });
        PrintWriter err = spec.commandLine().getErr();
        if (Termination.hasBegun()) {
            return CommandLines.interrupted("apply-privacy", err);
        }
        print(report, out);
        report.notGivenUp()
                .ifPresent(reason -> err.println("zenoti-s3-sync: the database cannot give up the bytes of former"
                        + " values now: " + reason + "; run apply-privacy again when nothing else uses it"));
        err.flush();
        return report.isIncomplete() ? ZenotiCommand.Exit.FAILED : ZenotiCommand.Exit.OK;
    }

    private void print(PrivacyReport report, PrintWriter out) {
        for (PrivacyReport.OfTable one : report.tables()) {
            String columns = (one.excluded().isEmpty()
                            ? ""
                            : "; removed " + String.join(", ", new TreeSet<>(one.excluded())))
                    + (one.hashed().isEmpty() ? "" : "; hashed " + String.join(", ", new TreeSet<>(one.hashed())));
            out.println(word(one.state()) + " " + one.table() + columns
                    + one.text().map(text -> "; " + text).orElse(""));
        }
        if (report.tables().isEmpty()) {
            out.println("all tables are as the zenoti.columns settings say");
        }
        report.remains().forEach(place -> out.println("remains " + place));
        out.flush();
    }

    private static String word(PrivacyReport.State state) {
        return switch (state) {
            case APPLIED -> "applied";
            case PLANNED -> "would be applied";
            case REFUSED -> "refused";
            case FAILED -> "failed";
        };
    }
}
