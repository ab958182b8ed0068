package org.zenotisync.ops;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether something outside can be reached. It does not wait longer than a limit, keeps the answer for some time,
 * and asks again only after an earlier question was answered: a probe each second costs little, and a server that hangs
 * holds one thread.
 */
public final class CachedProbe {

    private final String subject;
    private final Question question;
    private final Executor executor;
    private final Duration patience;
    private final Duration validity;
    private final LongSupplier nanos;
    private @Nullable Pending pending;
    private @Nullable Answer last;

    /** Finds out whether something can be reached. */
    @FunctionalInterface
    public interface Question {
        /** The problem with its subject, as text for people; empty if it can be reached. */
        Optional<String> ask();
    }

    private record Pending(long askedAt, CompletableFuture<Optional<String>> answer) {}

    private record Answer(long at, Optional<String> problem) {}

    /**
     * @param subject what is asked, for people
     * @param executor runs the question
     * @param patience how long a call waits for the answer
     * @param validity how long an answer is kept
     * @param nanos as {@link System#nanoTime()}
     */
    public CachedProbe(
            String subject,
            Question question,
            Executor executor,
            Duration patience,
            Duration validity,
            LongSupplier nanos) {
        this.subject = subject;
        this.question = question;
        this.executor = executor;
        this.patience = patience;
        this.validity = validity;
        this.nanos = nanos;
    }

    /** Why it cannot be reached, as text for people; empty if it can. */
    public synchronized Optional<String> problem() {
        Answer known = last;
        if (known != null && nanos.getAsLong() - known.at() <= validity.toNanos()) {
            return known.problem();
        }
        Optional<String> problem = asked();
        last = new Answer(nanos.getAsLong(), problem);
        return problem;
    }

    private Optional<String> asked() {
        Pending asked = pending;
        try {
            // an answer that has come since the last call may be old
            if (asked == null || asked.answer().isDone()) {
                asked = new Pending(nanos.getAsLong(), CompletableFuture.supplyAsync(question::ask, executor));
                pending = asked;
            }
            long waited = nanos.getAsLong() - asked.askedAt();
            return asked.answer().get(Math.max(0, patience.toNanos() - waited), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            long seconds = Duration.ofNanos(nanos.getAsLong() - asked.askedAt()).toSeconds();
            return Optional.of(subject + " has not answered for " + seconds + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(subject + " was not asked to the end: the thread was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question must answer with the problem that it finds", e.getCause());
        } catch (RejectedExecutionException e) {
            return Optional.of(subject + " is not asked any more: the application ends");
        }
    }
}
