package org.zenotisync.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that was started; {@link #close} kills it if it still runs, and so does the end of this JVM. */
public final class RunningProgram implements AutoCloseable {

    /** Something that comes true. */
    @FunctionalInterface
    public interface Condition {
        /** @throws Exception if that cannot be found out, which counts as not yet */
        boolean holds() throws Exception;
    }

    private final Process process;
    private final Path log;
    private final Thread killer;

    RunningProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What it has written so far. */
    public String log() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for something, as long as the program runs.
     *
     * @throws AssertionError if the program ends before, or it takes longer
     */
    public void await(Duration longest, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        Exception failure = null;
        while (System.nanoTime() < end) {
            if (!isAlive()) {
                throw new AssertionError("the program has ended:\n" + log());
            }
            try {
                if (condition.holds()) {
                    return;
                }
                failure = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                failure = e;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not within " + longest.toSeconds() + " seconds:\n" + log(), failure);
    }

    /**
     * Waits for words in what it writes.
     *
     * @return what the pattern's first group has found
     */
    public String awaitLog(Duration longest, Pattern words) throws InterruptedException {
        await(longest, () -> words.matcher(log()).find());
        Matcher found = words.matcher(log());
        found.find();
        return found.group(1);
    }

    /**
     * Waits for its end.
     *
     * @return its exit code
     * @throws IllegalStateException if it runs longer
     */
    public int awaitExit(Duration longest) throws InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    "the program did not end within " + longest.toSeconds() + " seconds:\n" + log());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
