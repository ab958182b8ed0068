package org.zenotisync.routes;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.zenotisync.config.Durations;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.Failures;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.ops.CachedProbe;
import org.zenotisync.s3.FeedListing;

/**
 * The health checks of a sync. Ready: the source and the target can be reached. Alive: no cycle is stalled. They are
 * registered while the sync is in a context that has a registry of health checks.
 */
final class SyncHealth {

    /** How long an answer is waited for; the usual time-out of probes is longer than that for both. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** How long an answer is kept: with a probe each second, S3 gets six requests a minute. */
    private static final Duration VALIDITY = Duration.ofSeconds(10);

    /** Probes that run side by side. */
    private static final int MOST_PROBES = 8;

    private final CamelContext context;
    private final SyncNames names;
    private final SyncParts parts;
    private List<HealthCheck> registered = List.of();
    private Optional<ExecutorService> threads = Optional.empty();

    SyncHealth(CamelContext context, SyncNames names, SyncParts parts) {
        this.context = context;
        this.names = names;
        this.parts = parts;
    }

    /** Registers the checks, if the context has a registry of health checks. */
    void register() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null) {
            return;
        }
        ExecutorService executor = parts.threads()
                .newPool(
                        "ZenotiHealth", Math.min(MOST_PROBES, config().sources().size() + 1));
        threads = Optional.of(executor);
        List<CachedProbe> sources = config().sources().stream()
                .map(source -> probe("the source " + source, () -> sourceProblem(source), executor))
                .toList();
        CachedProbe target = probe(target(), this::targetProblem, executor);
        // events that are not delivered are shown, and do not make the sync unready
        registered = List.of(
                new SyncHealthCheck(
                        names.bean() + "-readiness",
                        HealthCheck.Kind.READINESS,
                        () -> problems(sources, target),
                        () -> joined(
                                Stream.concat(problemsOf(sources).stream(), parts.announce().problems().stream()))),
                new SyncHealthCheck(
                        names.bean() + "-liveness", HealthCheck.Kind.LIVENESS, this::stall, Optional::empty));
        registered.forEach(registry::register);
    }

    /** Removes the checks. */
    void unregister() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registered.forEach(registry::unregister);
        }
        registered = List.of();
        threads.ifPresent(context.getExecutorServiceManager()::shutdownNow);
        threads = Optional.empty();
    }

    private static CachedProbe probe(String subject, CachedProbe.Question question, ExecutorService executor) {
        return new CachedProbe(subject, question, executor, PATIENCE, VALIDITY, System::nanoTime);
    }

    /** Ready: the target and at least one source can be reached. A source that cannot be read stops no other one. */
    private static Optional<String> problems(List<CachedProbe> sources, CachedProbe target) {
        List<String> ofSources = problemsOf(sources);
        Stream<String> all = ofSources.size() < sources.size() ? Stream.of() : ofSources.stream();
        return joined(Stream.concat(all, target.problem().stream()));
    }

    private static List<String> problemsOf(List<CachedProbe> sources) {
        return sources.stream().flatMap(source -> source.problem().stream()).toList();
    }

    private static Optional<String> joined(Stream<String> problems) {
        return Optional.of(problems.collect(Collectors.joining("; "))).filter(text -> !text.isEmpty());
    }

    private String target() {
        return "the target " + config().target();
    }

    private Optional<String> sourceProblem(Source source) {
        try {
            new FeedListing(parts.clients()).requireListable(source, PATIENCE);
            return Optional.empty();
        } catch (ListingException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a client of the host may throw exceptions of its own
            return Optional.of("the source cannot be listed: " + Failures.text(e));
        }
    }

    private Optional<String> targetProblem() {
        try (Connection connection = parts.dataSource().getConnection()) {
            return connection.isValid((int) PATIENCE.toSeconds())
                    ? Optional.empty()
                    : Optional.of(target() + " cannot be reached: a connection of the pool does not answer");
        } catch (SQLException | RuntimeException e) {
            // a connection pool of the host may throw exceptions of its own
            return Optional.of(
                    target() + " cannot be reached: " + config().target().url().hideSecretsIn(Failures.text(e)));
        }
    }

    private Optional<String> stall() {
        return parts.stalls()
                .stalledFor(() -> RequestedCycle.isRunning(context, names))
                .map(still -> "a cycle of " + names + " runs, but nothing has moved for " + Durations.format(still)
                        + waiting(parts.stalls().waitingFor()));
    }

    private static String waiting(List<String> tableGroups) {
        return tableGroups.isEmpty()
                ? "; a thread dump shows what it waits for"
                : ": " + String.join("; ", tableGroups);
    }

    private SyncConfig config() {
        return parts.config();
    }
}
