package org.zenotisync.cli;

import io.quarkus.runtime.Quarkus;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.feed.Source;
import org.zenotisync.quarkus.SyncLauncher;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.web.ServedPage;
import picocli.CommandLine.Command;

/** Runs cycles on the schedule until the program is stopped. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs cycles on their schedule until it is stopped. This is the default command.")
public class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private final SyncLauncher launcher;
    private final ServedPage page;

    RunCommand(SyncLauncher launcher, ServedPage page) {
        this.launcher = launcher;
        this.page = page;
    }

    @Override
    public Integer call() throws Exception {
        return Termination.withBoundedEnd(this::run);
    }

    private int run() throws Exception {
        ZenotiSync sync = launcher.startOnSchedule(List.of(new ProgressLog(), page.events()));
        page.show(sync, launcher.web());
        LOG.info(
                "Keeping {} in step with {}, schedule {}",
                sync.config().target(),
                sync.config().sources().stream().map(Source::toString).collect(Collectors.joining(", ")),
                sync.config().schedule());
        launcher.management()
                .ifPresent(address -> LOG.info("Health is at {}/health, metrics at {}/metrics", address, address));
        launcher.page().ifPresent(address -> LOG.info("The status page is at {}", address));
        Quarkus.waitForExit();
        return ZenotiCommand.Exit.OK;
    }
}
