package org.zenotisync.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.ConfigException;
import org.zenotisync.model.TableNames;
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
        String folded = TableNames.read(table)
                .orElseThrow(() -> new ConfigException("--table: '" + table + "' is no name of a table"));
        ZenotiSync sync = launcher.inspect(true);
        String source = sync.config().source().id();
        if (!sync.config().filter().accepts(folded)) {
            throw new ConfigException("--table: " + folded + " is left out by zenoti.include or zenoti.exclude");
        }
        requireConsumed(sync.control().checkpointsOf(source), folded);
        sync.control().rewind(source, folded, pod, fromGroup);
        return OnceCommand.cycle(launcher, spec);
    }

    private void requireConsumed(List<Checkpoint> all, String folded) {
        List<Checkpoint> ofTable =
                all.stream().filter(c -> c.table().equals(folded)).toList();
        if (ofTable.isEmpty()) {
            throw new ConfigException(
                    "--table: nothing of " + folded + " was consumed yet" + known(all, Checkpoint::table));
        }
        List<Checkpoint> chosen = ofTable.stream()
                .filter(c -> pod == null || c.pod().equalsIgnoreCase(pod))
                .toList();
        if (chosen.isEmpty()) {
            throw new ConfigException("--pod: nothing of " + folded + " in " + pod + " was consumed yet"
                    + known(ofTable, Checkpoint::pod));
        }
        long last = chosen.stream()
                .mapToLong(c -> Math.max(c.lastGroup(), c.replayTo()))
                .max()
                .orElseThrow();
        if (fromGroup > last) {
            throw new ConfigException("--from-group: nothing of " + folded + (pod == null ? "" : " in " + pod)
                    + " from group " + fromGroup + " on was consumed yet; the last consumed one is " + last);
        }
    }

    private static String known(List<Checkpoint> checkpoints, Function<Checkpoint, String> name) {
        return checkpoints.isEmpty()
                ? ""
                : checkpoints.stream()
                        .map(name)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ", "; known are ", ""));
    }
}
