package org.zenotisync.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's command line. */
@TopCommand
@Command(
        name = "zenoti-s3-sync",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Keeps a database up to date with Zenoti's \"Amazon S3 for analytics\" feed.",
        footerHeading = "%nSettings:%n",
        footer = {
            "  application.properties, environment variables (ZENOTI_BUCKET sets",
            "  zenoti.bucket), or -D before -jar. The minimum is ZENOTI_BUCKET,",
            "  AWS_REGION and AWS credentials. docs/settings.md lists all settings.",
            "",
            "Exit codes: 0 nothing failed, 1 something failed, 2 a setting or the",
            "command line is wrong, 3 the source or the target cannot be reached."
        },
        subcommands = {
            RunCommand.class,
            OnceCommand.class,
            PlanCommand.class,
            StatusCommand.class,
            TablesCommand.class,
            SchemaCommand.class,
            ReplayCommand.class,
            AdoptCommand.class,
            VerifyCommand.class,
            RestoreCommand.class,
            ForgetSourceCommand.class,
            ApplyPrivacyCommand.class,
            ForgetCommand.class
        })
public class ZenotiCommand implements Callable<Integer> {

    private final RunCommand run;

    ZenotiCommand(RunCommand run) {
        this.run = run;
    }

    /** The default command is run. */
    @Override
    public Integer call() throws Exception {
        return run.call();
    }

    /** Exit codes of the contract. */
    static final class Exit {
        static final int OK = CommandLine.ExitCode.OK;
        static final int FAILED = 1;
        static final int WRONG_SETTING = 2;
        static final int UNREACHABLE = 3;

        private Exit() {}
    }
}
