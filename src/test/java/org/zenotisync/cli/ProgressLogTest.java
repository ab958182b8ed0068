package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableGroupId;

class ProgressLogTest {

    private static final TableGroup GROUP = new TableGroup(
            new TableGroupId("bucket", "POD1", "bi_factx", 7),
            List.of(new FeedFile(
                    1,
                    new FeedObject(
                            new Source("bucket", ""), "POD1/7/bi_factx/1/part_0.csv", "e", 200, Instant.EPOCH))));

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ProgressLog log = new ProgressLog(lines::add, 20);

    @AfterEach
    void shutDown() {
        log.shutDown();
    }

    @Test
    void aLineTellsNowAndThenHowFarALoadHasCome() throws InterruptedException {
        load();

        assertThat(nextLine()).startsWith("50% 0/1 table, 3 rows, ").endsWith(", loading POD1/7/bi_factx");
        assertThat(nextLine()).isNotNull();
    }

    @Test
    void nothingIsToldWhileNothingLoads() throws InterruptedException {
        log.backlogFound(1, 1, 200);

        assertThat(lines.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void theNextCycleIsCountedFromZero() throws InterruptedException {
        load();
        log.tableGroupEnded(GROUP);
        log.tableEnded("bi_factx");
        log.cycleEnded();
        lines.clear();

        assertThat(lines.poll(200, TimeUnit.MILLISECONDS)).isNull();
        load();
        assertThat(nextLine()).startsWith("50% 0/1 table, 3 rows, ");
    }

    @Test
    void theReasonOfAFailureIsLeftToTheLog() {
        assertThat(log.failed("table", "reason")).isFalse();
    }

    private void load() {
        log.bytesRead(100);
        log.rowsRead(3);
        log.tableGroupStarted(GROUP);
        log.backlogFound(1, 1, 200);
    }

    private String nextLine() throws InterruptedException {
        return lines.poll(10, TimeUnit.SECONDS);
    }
}
