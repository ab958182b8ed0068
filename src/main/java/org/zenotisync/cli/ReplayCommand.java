package org.zenotisync.cli;

import java.util.concurrent.Callable;
import org.zenotisync.config.ConfigException;
import org.zenotisync.model.Identifiers;
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
        description = "Consumes the table groups of one table again, from a GroupID on, and then runs a cycle.")
public class ReplayCommand implements Callable<Integer> {

    private final SyncLauncher launcher;

    @Spec
    CommandSpec spec;

    @Option(names = "--table", required = true, paramLabel = "TABLE", description = "the table")
    String table;

    @Option(names = "--from-group", required = true, paramLabel = "GROUP", description = "the first GroupID")
    long fromGroup;

    @Option(names = "--pod", paramLabel = "POD", description = "only this POD (default: all)")
    String pod;

    ReplayCommand(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() throws Exception {
        if (fromGroup < 1) {
            throw new ConfigException("--from-group: a GroupID is a positive integer, not " + fromGroup);
        }
        if (!Identifiers.isValid(table)) {
            throw new ConfigException("--table: '" + table + "' is no name of a table");
        }
        ZenotiSync sync = launcher.inspect(true);
        int rewound = sync.control().rewind(sync.config().source().id(), Identifiers.fold(table), pod, fromGroup);
        if (rewound == 0) {
            throw new ConfigException("--table: nothing of " + table + (pod == null ? "" : " in " + pod)
                    + " from group " + fromGroup + " on was consumed yet");
        }
        return OnceCommand.cycle(launcher, spec);
    }
}
