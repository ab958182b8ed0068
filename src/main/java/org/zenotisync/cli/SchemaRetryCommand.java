package org.zenotisync.cli;

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

/** Has a schema file read again. */
@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = {
            "Has the next cycle read a schema file and try it again.",
            "What 'schema accept' has changed in what is known of its tables is undone; the target stays as it is."
        })
public class SchemaRetryCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the file's key in the bucket, or the end of it")
    String file;

    @Option(names = "--source", paramLabel = "NAME", description = "Only files of this source. Default: all sources.")
    @Nullable
    String source;

    SchemaRetryCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        SchemaDecisions decisions = launcher.inspectFeed().schemaDecisions();
        return SchemaAcceptCommand.print(
                spec, decisions.retry(file, Optional.ofNullable(source), SchemaAcceptCommand.user()));
    }
}
