package org.zenotisync.web;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read from the target lately. It is read again only if somebody asks for it, by one thread at a time, and at
 * most so often that the reading takes a small share of the time: however many browsers are open, and however slow the
 * target is, a load hardly notices it. Who asks does not wait long: while the target does not answer, the last answer
 * is given.
 *
 * @param <T> what is read
 */
final class RecentReading<T> {

    /** At least so long an answer is valid. */
    private static final long VALID_NANOS = Duration.ofSeconds(10).toNanos();

    /** An answer is valid so many times as long as its reading took. */
    private static final int REST = 20;

    private final Source<T> source;
    private final Executor executor;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Function<Throwable, String> reason;
    private @Nullable CompletableFuture<T> pending;
    private long begunNanos;
    private Answer<T> last = new Answer<>(Optional.empty(), "");
    private long validUntilNanos;
    private boolean hasAnswer;

    /** Reads. */
    @FunctionalInterface
    interface Source<T> {
        T read() throws SQLException;
    }

    /**
     * What is known.
     *
     * @param value the last one that was read; empty if none was
     * @param problem why it could not be read again; empty if it could
     */
    record Answer<T>(Optional<T> value, String problem) {}

    /**
     * @param patience how long who asks waits for the target
     * @param nanos as {@link System#nanoTime()}
     * @param reason of a failure, for people, without secrets
     */
    RecentReading(
            Source<T> source,
            Executor executor,
            Duration patience,
            LongSupplier nanos,
            Function<Throwable, String> reason) {
        this.source = source;
        this.executor = executor;
        this.patience = patience;
        this.nanos = nanos;
        this.reason = reason;
    }

    /** What is known now. Waits for the target, but not longer than its patience. */
    Answer<T> get() {
        CompletableFuture<T> reading;
        synchronized (this) {
            if (hasAnswer && nanos.getAsLong() - validUntilNanos < 0) {
                return last;
            }
            try {
                reading = begun();
            } catch (RejectedExecutionException e) {
                return new Answer<>(last.value(), "too much was asked at once");
            }
        }
        try {
            reading.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            synchronized (this) {
                long seconds = Duration.ofNanos(nanos.getAsLong() - begunNanos).toSeconds();
                return new Answer<>(last.value(), "it has not answered for " + seconds + " s");
            }
        } catch (ExecutionException e) {
            // kept by end(), as every other answer
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return last;
        }
    }

    private CompletableFuture<T> begun() {
        CompletableFuture<T> running = pending;
        if (running != null) {
            return running;
        }
        begunNanos = nanos.getAsLong();
        CompletableFuture<T> begun =
                CompletableFuture.supplyAsync(this::read, executor).whenComplete(this::end);
        // it may have ended already, on this thread
        pending = begun.isDone() ? null : begun;
        return begun;
    }

    private T read() {
        try {
            return source.read();
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private synchronized void end(@Nullable T value, @Nullable Throwable failure) {
        long now = nanos.getAsLong();
        last = failure == null
                ? new Answer<>(Optional.ofNullable(value), "")
                : new Answer<>(
                        last.value(),
                        reason.apply(
                                failure instanceof CompletionException && failure.getCause() != null
                                        ? failure.getCause()
                                        : failure));
        hasAnswer = true;
        validUntilNanos = now + Math.max(VALID_NANOS, (now - begunNanos) * REST);
        pending = null;
    }
}
