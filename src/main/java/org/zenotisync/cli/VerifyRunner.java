package org.zenotisync.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.config.ConfigException;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.DifferenceCsv;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.verify.VerifyRequest;
import org.zenotisync.verify.WrongVerifyException;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a verification or a restore, and prints its outcome. */
final class VerifyRunner {

    private final SyncLauncher launcher;
    private final CommandSpec spec;
    private final VerifyOptions options;

    VerifyRunner(SyncLauncher launcher, CommandSpec spec, VerifyOptions options) {
        this.launcher = launcher;
        this.spec = spec;
        this.options = options;
    }

    /**
     * Runs it.
     *
     * @throws ConfigException if an option asks for something that is not there
     */
    VerifyReport run(@Nullable String month, Optional<VerifyRequest.Restore> restore) throws Exception {
        return Termination.withBoundedEnd(() -> {
            // the month is checked before anything is opened
            options.request(month, restore, Optional.empty());
            PrintWriter err = spec.commandLine().getErr();
            try (ProgressDisplay progress = new ProgressDisplay(err, Terminal.isStderr())) {
                ZenotiSync sync = launcher.startForVerification(progress);
                VerifyReport report = run(sync, month, restore);
                progress.clear();
                print(report, restore);
                EventsAtEnd.await(sync, err);
                return report;
            } catch (RuntimeException e) {
                throw wrongArgument(e).orElse(e);
            }
        });
    }

    /** What is wrong with the command line, if that is why it failed. */
    private static Optional<RuntimeException> wrongArgument(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WrongVerifyException wrong) {
                return Optional.of(new ConfigException(wrong.argument().option() + ": " + wrong.getMessage()));
            }
        }
        return Optional.empty();
    }

    private VerifyReport run(ZenotiSync sync, @Nullable String month, Optional<VerifyRequest.Restore> restore)
            throws Exception {
        if (options.report == null) {
            return run(sync, options.request(month, restore, Optional.empty()));
        }
        try (DifferenceCsv file = launcher.differenceFile(Path.of(options.report))) {
            return run(sync, options.request(month, restore, Optional.of(file)));
        } catch (FileSystemException e) {
            throw new ConfigException("--report: " + options.report + " cannot be written; is its folder there?");
        }
    }

    private static VerifyReport run(ZenotiSync sync, VerifyRequest request) {
        return request.isRestore() ? sync.restore(request) : sync.verify(request);
    }

    private void print(VerifyReport report, Optional<VerifyRequest.Restore> restore) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        VerifyText text = new VerifyText(report, restore);
        if (options.isJson) {
            out.println(VerifyJson.write(report));
        } else {
            text.print(out);
        }
        text.printProblems(spec.commandLine().getErr());
        if (options.report != null && !options.isJson) {
            out.println("differences: " + Path.of(options.report).toAbsolutePath());
        }
        out.flush();
    }
}
