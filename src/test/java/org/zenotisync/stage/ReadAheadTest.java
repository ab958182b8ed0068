package org.zenotisync.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;

class ReadAheadTest {

    private static final FeedObject FIRST = object("1");
    private static final FeedObject SECOND = object("2");

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch secondOpened = new CountDownLatch(1);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void theNextObjectIsOpenedWhileTheFirstIsReadAndOnlyOnce() throws Exception {
        try (ReadAhead ahead = new ReadAhead(this::open, executor)) {
            try (InputStream first = ahead.open(FIRST)) {
                ahead.prepare(SECOND);
                assertThat(secondOpened.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(first.read()).isEqualTo('1');
            }
            try (InputStream second = ahead.open(SECOND)) {
                assertThat(second.read()).isEqualTo('2');
            }
        }

        assertThat(events).containsExactly("open 1", "open 2", "close 1", "close 2");
    }

    @Test
    void anObjectThatCannotBeHadFailsWhenItIsItsTurn() throws Exception {
        try (ReadAhead ahead = new ReadAhead(
                object -> {
                    throw new IOException("no " + object.key());
                },
                executor)) {
            ahead.prepare(SECOND);

            assertThatIOException().isThrownBy(() -> ahead.open(SECOND)).withMessage("no 2");
        }
    }

    @Test
    void anObjectThatNobodyCameForIsClosedAsSoonAsItIsThere() throws Exception {
        CountDownLatch mayOpen = new CountDownLatch(1);
        try (ReadAhead ahead = new ReadAhead(
                object -> {
                    await(mayOpen);
                    return open(object);
                },
                executor)) {
            ahead.prepare(SECOND);
        }
        mayOpen.countDown();
        executor.shutdown();

        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(events).containsExactly("open 2", "close 2");
    }

    private InputStream open(FeedObject object) {
        events.add("open " + object.key());
        if (object.equals(SECOND)) {
            secondOpened.countDown();
        }
        return new ByteArrayInputStream(object.key().getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                events.add("close " + object.key());
            }
        };
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static FeedObject object(String key) {
        return new FeedObject(new Source("b", ""), key, "e", 1, Instant.EPOCH);
    }
}
