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
    private boolean isReading;

    /** Reads. */
    @FunctionalInterface
    interface Source<T> {
        T read() throws SQLException;
    }

    /** What was asked. */
    @FunctionalInterface
    interface Question<T> {

        /** Waits for the target until the patience of the question has ended. */
        Answer<T> answer();
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
        return ask().answer();
    }

    /** Begins to read, if that is due, and does not wait. */
    Question<T> ask() {
        long until = nanos.getAsLong() + patience.toNanos();
        Optional<CompletableFuture<T>> reading = Optional.empty();
        String problem = "";
        synchronized (this) {
            if (!isValid()) {
                try {
                    reading = Optional.of(begun());
                } catch (RejectedExecutionException e) {
                    problem = "too much was asked at once";
                }
            }
        }
        Optional<CompletableFuture<T>> begun = reading;
        String refused = problem;
        return () -> answer(begun, refused, until);
    }

    private Answer<T> answer(Optional<CompletableFuture<T>> reading, String refused, long until) {
        if (reading.isPresent()) {
            try {
                reading.get().get(Math.max(0, until - nanos.getAsLong()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return late();
            } catch (ExecutionException e) {
                // kept by end(), as every other answer
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (this) {
            return refused.isEmpty() ? last : new Answer<>(last.value(), refused);
        }
    }

    private synchronized Answer<T> late() {
        if (!isReading) {
            // the reader rests, or reads something else
            return hasAnswer
                    ? last
                    : new Answer<>(last.value(), "its turn has not come, since the target is asked seldom");
        }
        long seconds = Duration.ofNanos(nanos.getAsLong() - begunNanos).toSeconds();
        return new Answer<>(last.value(), "it has not answered for " + seconds + " s");
    }

    private boolean isValid() {
        return hasAnswer && nanos.getAsLong() - validUntilNanos < 0;
    }

    private CompletableFuture<T> begun() {
        CompletableFuture<T> running = pending;
        if (running != null) {
            return running;
        }
        CompletableFuture<T> begun =
                CompletableFuture.supplyAsync(this::read, executor).whenComplete(this::end);
        // it may have ended already, on this thread
        pending = begun.isDone() ? null : begun;
        return begun;
    }

    private T read() {
        synchronized (this) {
            begunNanos = nanos.getAsLong();
            isReading = true;
        }
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
        isReading = false;
        validUntilNanos = now + Math.max(VALID_NANOS, (now - begunNanos) * REST);
        pending = null;
    }
}
