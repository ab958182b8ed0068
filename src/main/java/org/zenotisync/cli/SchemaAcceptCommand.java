package org.zenotisync.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zenotisync.cycle.SchemaDecisions;
import org.zenotisync.quarkus.SyncLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Marks a schema file as applied by hand. */
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = {
            "Marks a schema file that is not applied as applied: you have made its change in the target by hand.",
            "The target's columns are compared with what the file says, as far as it can be read; if they do not fit,"
                    + " the difference is shown, nothing changes, and the exit code is 1."
        })
public class SchemaAcceptCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the file's key in the bucket, or the end of it")
    String file;

    @Option(names = "--source", paramLabel = "NAME", description = "Only files of this source. Default: all sources.")
    @Nullable
    String source;

    @Option(
            names = "--columns",
            paramLabel = "[TABLE:]A,B,C",
            description =
                    "all columns of the feed's files in their order, where it cannot be known from the file; may be"
                            + " given for several tables. The target's other columns count as dropped")
    List<String> columns = List.of();

    SchemaAcceptCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        SchemaDecisions decisions = launcher.inspectFeed().schemaDecisions();
        return print(spec, decisions.accept(file, Optional.ofNullable(source), columns, user()));
    }

    /** The user of the operating system. */
    static String user() {
        return System.getProperty("user.name", "unknown");
    }

    static int print(CommandSpec spec, SchemaDecisions.Decision decision) {
        if (decision.isDone()) {
            decision.lines().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return ZenotiCommand.Exit.OK;
        }
        decision.lines().forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getErr().println("zenoti-s3-sync: the file is not accepted, nothing has changed");
        spec.commandLine().getErr().flush();
        return ZenotiCommand.Exit.FAILED;
    }
}
