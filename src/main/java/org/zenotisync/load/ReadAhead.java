package org.zenotisync.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;

/**
 * Opens objects one after the other, the next one while the one before is still being read: its answer, and what the
 * network holds of it, is there when it is its turn. Used by one thread.
 */
final class ReadAhead implements AutoCloseable {

    private final ObjectReader objects;
    private final Executor executor;
    private CompletableFuture<InputStream> next;

    /** @param executor opens objects, and must not make them wait for those who read */
    ReadAhead(ObjectReader objects, Executor executor) {
        this.objects = objects;
        this.executor = executor;
    }

    /** Asks for the object that is opened next. */
    void prepare(FeedObject object) {
        next = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return objects.open(object);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                executor);
    }

    /**
     * Opens an object, or waits for it if it is the one that was asked for.
     *
     * @return to be closed by the caller
     */
    InputStream open(FeedObject object) throws IOException {
        if (next == null) {
            return objects.open(object);
        }
        try {
            return next.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            next = null;
        }
    }

    /** Closes the object that nobody came for. */
    @Override
    public void close() {
        if (next != null) {
            next.thenAccept(ReadAhead::discard);
        }
    }

    private static void discard(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
