package org.zenotisync.routes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.util.ObjectHelper;
import org.zenotisync.announce.Announcer;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.SchemaSteps;
import org.zenotisync.cycle.TransactionException;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.verify.SnapshotJob;
import org.zenotisync.warehouse.TablesNeededException;

/** What the routes of a sync have in common: their ids, transactions and retries. */
abstract class SyncRouteBuilder extends RouteBuilder {

    /** Property of an exchange: when its latest try began, as {@link System#nanoTime} says it. */
    private static final String BEGIN_OF_TRY = "ZenotiBeginOfTry";

    final SyncParts parts;
    final SyncNames names;
    final HostTransactions transactions;
    final RunningRoute running;

    SyncRouteBuilder(SyncParts parts, SyncNames names) {
        this.parts = parts;
        this.names = names;
        this.transactions = parts.transactions();
        this.running = parts.running();
    }

    final RouteDefinition route(String id) {
        return identified(from(names.direct(id)), id);
    }

    final RouteDefinition identified(RouteDefinition route, String id) {
        return route.routeId(names.route(id));
    }

    /**
     * The id of a step. Not by {@code nodePrefixId}: Camel (4.14) refuses two routes whose steps differ only by that
     * prefix.
     */
    final String step(String id) {
        return names.route(id);
    }

    /** An endpoint that refuses messages while its route is stopped. */
    final String at(String id) {
        return names.direct(id) + "?block=false";
    }

    /** A route whose steps are one transaction; see {@link #apart}. */
    final RouteDefinition transacted(RouteDefinition route) {
        apart(route);
        // the error handler of the transaction would log each failure with its stack trace and history
        route.onException(Exception.class)
                .id(route.getRouteId() + "-quietly")
                .setRedeliveryPolicyType(
                        new RedeliveryPolicyDefinition().maximumRedeliveries(0).logExhausted(false));
        route.addOutput(new TransactedDefinition(transactions.policy()));
        return route;
    }

    /**
     * Keeps the route configurations of the host away from a route. A global {@code onException(…).handled(true)} would
     * commit a table group that has failed, or hide its reason from the retries.
     */
    private RouteDefinition apart(RouteDefinition route) {
        return route.routeConfigurationId(names.bean() + "-transactions");
    }

    /**
     * A route whose steps are tried again after a transient fault, each try in a transaction of its own. The S3 client
     * already retries requests. These retries are for contents that break off and for longer faults.
     */
    final RouteDefinition retrying(RouteDefinition route) {
        RedeliveryPolicyDefinition policy = new RedeliveryPolicyDefinition()
                .maximumRedeliveries(SchemaSteps.RETRIES)
                .redeliveryDelay("{{" + ZenotiSync.RETRY_DELAY + ":1000}}")
                .useExponentialBackOff()
                .backOffMultiplier(3)
                .useCollisionAvoidance()
                .collisionAvoidancePercent(50)
                .allowRedeliveryWhileStopping(false)
                .logRetryAttempted(false)
                .logExhausted(false);
        apart(route)
                .errorHandler(defaultErrorHandler().logExhausted(false))
                .onException(Exception.class)
                .id(route.getRouteId() + "-again")
                .onWhen(exchange -> isWorthAnotherTry(CutOff.caught(exchange)))
                .onRedelivery(exchange -> {
                    logRetry(exchange);
                    makeNeededTables(exchange);
                    beginTry(exchange);
                })
                .setRedeliveryPolicyType(policy);
        // without it, a permanent fault would be tried again by the policy of a transient fault before it
        route.onException(Exception.class)
                .id(route.getRouteId() + "-for-good")
                .setRedeliveryPolicyType(
                        new RedeliveryPolicyDefinition().maximumRedeliveries(0).logExhausted(false));
        route.process(SyncRouteBuilder::beginTry).id(route.getRouteId() + "-begins");
        return route;
    }

    /** The clock of the exchange of a try goes on from that of the cycle, so it does not measure the try. */
    private static void beginTry(Exchange exchange) {
        exchange.setProperty(BEGIN_OF_TRY, System.nanoTime());
    }

    private static Duration ageOfTry(Exchange exchange) {
        return Duration.ofNanos(System.nanoTime() - exchange.getProperty(BEGIN_OF_TRY, System.nanoTime(), Long.class));
    }

    /**
     * Takes over the result or the failure of a try, which has an exchange of its own. Camel marks an exchange that has
     * failed in a transaction, and does not try it again.
     */
    final Exchange resultOrFailure(Exchange exchange, Exchange attempt) {
        exchange.getMessage().setBody(attempt.getMessage().getBody());
        Exception failure = attempt.getException();
        exchange.setException(failure == null ? null : transactions.explained(failure, ageOfTry(exchange)));
        return exchange;
    }

    private void logRetry(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Object subject = "the search for schema files";
        if (body instanceof TableGroup group) {
            subject = group.id();
            parts.load().steps().tableGroupRetried(group, Step.cycle(exchange));
        } else if (body instanceof SchemaFile file) {
            subject = file.object().uri();
        } else if (body instanceof SnapshotJob job) {
            subject = "the comparison of " + job.table();
        }
        log.warn("{} is tried again: {}", subject, Failures.text(CutOff.caught(exchange)));
    }

    /** Makes the tables that the transaction of the last try could not make. */
    private void makeNeededTables(Exchange exchange) throws SQLException {
        TablesNeededException needed = ObjectHelper.getException(TablesNeededException.class, CutOff.caught(exchange));
        if (needed != null) {
            needed.make(parts.dataSource(), parts.warehouse());
        }
    }

    private boolean isWorthAnotherTry(Exception failure) {
        return ObjectHelper.getException(DirectConsumerNotAvailableException.class, failure) == null
                && ObjectHelper.getException(TransactionException.class, failure) == null
                && Failures.isTransient(failure, parts.warehouse());
    }

    /** Writes an event about the body. */
    @FunctionalInterface
    interface Announcing<B> {
        void of(Announcer announcer, B body) throws SQLException;
    }

    /** A step that writes an event about the body, in the transaction of its route; without effect if none are sent. */
    final <B> Processor announcing(Class<B> type, Announcing<B> announcing) {
        return exchange -> {
            if (parts.announce().announcer().isPresent()) {
                announcing.of(
                        parts.announce().announcer().get(),
                        exchange.getMessage().getMandatoryBody(type));
            }
        };
    }

    static <T> Expression of(Class<T> type, Function<T, Object> function) {
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                return function.apply(
                        Objects.requireNonNull(exchange.getMessage().getBody(type)));
            }
        };
    }
}
