package org.zenotisync.cli;

import io.quarkus.picocli.runtime.PicocliCommandLineFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.PrintWriter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.ConfigException;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.UnreachableException;
import org.zenotisync.feed.ListingException;
import org.zenotisync.quarkus.SyncLauncher;
import picocli.CommandLine;

/** Creates the command line. A failure becomes one line on stderr and an exit code. */
@ApplicationScoped
public class CommandLines {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

    @Produces
    CommandLine commandLine(PicocliCommandLineFactory factory, SyncLauncher launcher) {
        return factory.create().setExecutionExceptionHandler((failure, line, parsed) -> {
            LOG.debug("The command failed", failure);
            if (Termination.hasBegun()) {
                return interrupted(line.getCommandName(), line.getErr());
            }
            Throwable explained = explained(failure, launcher);
            line.getErr().println("zenoti-s3-sync: " + Failures.text(explained));
            return exitCode(explained);
        });
    }

    /** What a command says if SIGTERM has ended it: what failed after that failed because connections close. */
    static int interrupted(String command, PrintWriter err) {
        err.println("zenoti-s3-sync: " + command + " was stopped before its end: tables that are listed as done are"
                + " done, in the others nothing has changed; run " + command + " again");
        err.flush();
        return ZenotiCommand.Exit.FAILED;
    }

    /** The database's own message names neither its user nor the remedy. */
    private static Throwable explained(Throwable failure, SyncLauncher launcher) {
        Optional<UnreachableException> missingRight =
                exitCode(failure) == ZenotiCommand.Exit.FAILED ? launcher.missingRight(failure) : Optional.empty();
        return missingRight.isPresent() ? missingRight.get() : failure;
    }

    private static int exitCode(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException) {
                return ZenotiCommand.Exit.WRONG_SETTING;
            }
            if (cause instanceof UnreachableException || cause instanceof ListingException) {
                return ZenotiCommand.Exit.UNREACHABLE;
            }
        }
        return ZenotiCommand.Exit.FAILED;
    }
}
