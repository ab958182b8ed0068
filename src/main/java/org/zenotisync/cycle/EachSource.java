package org.zenotisync.cycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;

/** Does something for each source, for some of them side by side. */
public final class EachSource {

    private final Executor executor;

    /** @param executor its threads are the most sources that are read side by side */
    public EachSource(Executor executor) {
        this.executor = executor;
    }

    /** Something that is done for a source. */
    @FunctionalInterface
    public interface Task<T> {

        /** @throws ListingException if the source cannot be listed */
        T of(Source source) throws Exception;
    }

    /**
     * Does it for each source. A source that cannot be listed does not stop the others.
     *
     * @param unreachable takes each source that cannot be listed, and why
     * @return the results of the sources that can be listed, in the order of the sources
     * @throws ListingException if none of them can be listed
     */
    public <T> Map<Source, T> run(
            List<Source> sources, Task<T> task, BiConsumer<Source, ListingException> unreachable) {
        Map<Source, FutureTask<T>> tasks = new LinkedHashMap<>();
        for (Source source : sources) {
            Callable<T> call = () -> task.of(source);
            tasks.put(source, new FutureTask<>(call));
        }
        // a single source is read in the thread of the route, which a forced stop interrupts
        tasks.values().forEach(sources.size() == 1 ? FutureTask::run : executor::execute);
        Map<Source, T> results = new LinkedHashMap<>();
        Map<Source, ListingException> failures = new LinkedHashMap<>();
        for (Map.Entry<Source, FutureTask<T>> entry : tasks.entrySet()) {
            try {
                results.put(entry.getKey(), entry.getValue().get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof ListingException failure)) {
                    throw asUnchecked(e);
                }
                failures.put(entry.getKey(), failure);
            } catch (InterruptedException e) {
                tasks.values().forEach(other -> other.cancel(true));
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        }
        Optional<ListingException> first =
                new ArrayList<>(failures.values()).stream().findFirst();
        if (results.isEmpty() && first.isPresent()) {
            throw first.get();
        }
        failures.forEach(unreachable);
        return results;
    }

    private static RuntimeException asUnchecked(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new CompletionException(cause);
    }
}
