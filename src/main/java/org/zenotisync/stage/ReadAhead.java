package org.zenotisync.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;

/**
 * Opens objects one after the other, and each one while the one before is still being read, so that its first bytes
 * have arrived when they are needed. Used by one thread.
 */
final class ReadAhead implements AutoCloseable {

    private final ObjectReader objects;
    private final Executor executor;
    private @Nullable CompletableFuture<InputStream> next;

    /** @param executor opens objects; must have a free thread for each reader */
    ReadAhead(ObjectReader objects, Executor executor) {
        this.objects = objects;
        this.executor = executor;
    }

    /** Begins to open the object that is needed next. */
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
     * Opens an object, or waits for the one that was prepared.
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
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(cause.getMessage(), cause);
        } finally {
            next = null;
        }
    }

    /** Closes the object that was prepared but not opened. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for what was opened for nothing
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
