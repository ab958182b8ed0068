package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.stage.ReadCounters;

class ProgressLogTest {

    private static final TableGroupId GROUP = new TableGroupId("bucket", "POD1", "bi_factx", 7);

    private final ReadCounters counters = new ReadCounters();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ProgressLog log = new ProgressLog(lines::add, 20);

    @AfterEach
    void shutDown() {
        log.shutDown();
    }

    @Test
    void aLineShowsNowAndThenHowFarALoadHasCome() throws InterruptedException {
        load();

        assertThat(nextLine()).startsWith("50% 0/1 table, 3 rows, ").endsWith(", loading POD1/7/bi_factx");
        assertThat(nextLine()).isNotNull();
    }

    @Test
    void nothingIsShownWhileNothingLoads() throws InterruptedException {
        log.on(new SyncEvent.BacklogFound(1, 1, 200));

        assertThat(lines.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void theNextCycleIsCountedFromZero() throws InterruptedException {
        load();
        log.on(new SyncEvent.TableGroupEnded(TableGroupOutcome.consumedBefore(GROUP, 200)));
        log.on(new SyncEvent.TableEnded("bi_factx"));
        log.on(new SyncEvent.CycleCutOff());
        lines.clear();

        assertThat(lines.poll(200, TimeUnit.MILLISECONDS)).isNull();
        load();
        assertThat(nextLine()).startsWith("50% 0/1 table, 3 rows, ");
    }

    @Test
    void theReasonOfAFailureIsLeftToTheLog() {
        assertThat(log.showsProblems()).isFalse();
    }

    private void load() {
        log.on(new SyncEvent.CycleStarted(counters));
        counters.bytesRead(100);
        counters.rowsRead(3);
        log.on(new SyncEvent.TableGroupStarted(GROUP));
        log.on(new SyncEvent.BacklogFound(1, 1, 200));
    }

    private String nextLine() throws InterruptedException {
        return lines.poll(10, TimeUnit.SECONDS);
    }
}
