package org.zenotisync.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zenotisync.config.ConfigException;
import org.zenotisync.cycle.ForgetReport;
import org.zenotisync.cycle.ForgetRequest;
import org.zenotisync.model.Quantity;
import org.zenotisync.privacy.GuestKey;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes the rows of a guest from all tables, and keeps them out. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Removes the rows of one guest from all tables that refer to guests, and keeps them out of later loads,"
                    + " replays and restores. Columns called userid and guestid refer to guests, and those of"
                    + " zenoti.guest-columns.",
            "Each table is one transaction; what an interrupted run has not done, the next one does. At the end it"
                    + " lists where the rows may still be. docs/guests-data.md."
        })
public class ForgetCommand implements Callable<Integer> {

    private static final String FROM_STDIN = "-";

    /** The JVM's substitute for bytes that it could not decode. */
    private static final char UNREADABLE = '\uFFFD';

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--guest",
            paramLabel = "KEY",
            required = true,
            description = "The userid of the guest. - reads it from the standard input, so that no list of processes"
                    + " and no history of a shell has it.")
    String guest = "";

    @Option(
            names = "--where",
            paramLabel = "TABLE.COLUMN",
            description = "The column that KEY is a value of. If it is not one that refers to guests, the guest of the"
                    + " row is forgotten that has this value. Default: bi_dimuser.userid.")
    @Nullable
    String where;

    @Option(names = "--dry-run", description = "Only counts the rows. Changes nothing.")
    boolean isDryRun;

    @Option(
            names = "--undo",
            description = "Does not keep the rows of the guest out any more. Those that are removed come back with a"
                    + " replay.")
    boolean isUndo;

    @Option(names = "--json", description = "Prints the report as JSON; docs/forget.schema.json.")
    boolean isJson;

    ForgetCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        GuestKey key = key();
        ZenotiSync sync = launcher.inspectTarget();
        return isUndo ? undo(sync, key) : Termination.withBoundedEnd(() -> forget(sync, key));
    }

    private int forget(ZenotiSync sync, GuestKey key) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter lines = isJson ? err : out;
        ForgetReport report = sync.forget(new ForgetRequest(key, Optional.ofNullable(where), isDryRun), line -> {
            lines.println(line);
            lines.flush();
        });
        if (Termination.hasBegun()) {
            return CommandLines.interrupted("forget", err);
        }
        if (isJson) {
            out.println(ForgetJson.write(report));
        } else {
            print(report, out);
        }
        out.flush();
        report.notGivenUp()
                .ifPresent(reason -> err.println("zenoti-s3-sync: the database cannot give up the bytes of the rows"
                        + " now: " + reason + "; run forget again when nothing else uses it"));
        err.flush();
        return report.isIncomplete() ? ZenotiCommand.Exit.FAILED : ZenotiCommand.Exit.OK;
    }

    /** @throws ConfigException if there is none, or options contradict each other */
    private GuestKey key() throws IOException {
        if (isUndo && (isDryRun || isJson || where != null)) {
            throw new ConfigException("--undo takes --guest and nothing else");
        }
        String text = guest.equals(FROM_STDIN) ? firstLine(System.in) : guest;
        if (text.isEmpty()) {
            throw new ConfigException("--guest: the key is empty");
        }
        if (text.indexOf(UNREADABLE) >= 0) {
            throw new ConfigException("--guest: the key has a character that was lost on its way"
                    + (guest.equals(FROM_STDIN)
                            ? ": the standard input must be UTF-8"
                            : " (the locale of this process has ASCII only, as with LC_ALL=POSIX); use --guest -, and"
                                    + " write the key to the standard input as UTF-8"));
        }
        return new GuestKey(text);
    }

    /** The first line of a stream, in UTF-8; empty if it has none. The stream is not closed: it is not ours. */
    static String firstLine(InputStream stream) throws IOException {
        String line = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }

    private int undo(ZenotiSync sync, GuestKey key) throws Exception {
        boolean isUndone = sync.undoForget(key);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                isUndone
                        ? "rows of this guest are not kept out any more; those that are removed come back with"
                                + " 'replay --table T --from-group 1' (drop the target of an append-only fact before)"
                        : "this guest is not forgotten; nothing was changed");
        out.flush();
        return isUndone ? ZenotiCommand.Exit.OK : ZenotiCommand.Exit.FAILED;
    }

    private static void print(ForgetReport report, PrintWriter out) {
        for (ForgetReport.OfTable one : report.tables()) {
            out.println(word(one.state()) + " " + one.table() + " by " + String.join(", ", one.columns()) + ": "
                    + Quantity.of(one.rows(), "row")
                    + (one.unclaimed() > 0 ? ", " + Quantity.of(one.unclaimed(), "unclaimed row") : "")
                    + (one.badRows() > 0 ? ", " + Quantity.of(one.badRows(), "bad row") : "")
                    + (one.errors() > 0 ? ", " + Quantity.of(one.errors(), "error") : "")
                    + one.note().map(note -> "; " + note).orElse(""));
        }
        if (report.tables().isEmpty()) {
            out.println("no table has a column that refers to guests (zenoti.guest-columns)");
        } else if (report.rows() == 0 && !report.isIncomplete()) {
            out.println("no row has this key: case and blanks count, and a number is given as 42, not as 042 or 42.00");
        }
        report.remains().forEach(place -> out.println("remains " + place));
    }

    private static String word(ForgetReport.State state) {
        return switch (state) {
            case FORGOTTEN -> "removed from";
            case PLANNED -> "would be removed from";
            case FAILED -> "failed";
        };
    }
}
