package org.zenotisync.routes;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Predicate;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.zenotisync.announce.Delivery;
import org.zenotisync.announce.EventMessage;
import org.zenotisync.checkpoint.Outbox;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.EventsConfig;
import org.zenotisync.cycle.Failures;

/**
 * The route that delivers events from the outbox to the endpoint of {@code zenoti.events.to}:
 *
 * <pre>
 * deliver-events: lanes that wait ─ events of a lane, in order ─ endpoint ─ remove the event
 * </pre>
 *
 * An event is removed after it was delivered: if the process ends in between, it is delivered again. While the route is
 * stopped, events wait.
 */
final class EventRoutes extends SyncRouteBuilder {

    private static final String LANE = "ZenotiEventLane";
    private static final String EVENT = "ZenotiEventId";

    /** What camel-exec notes of a command; it does not fail the exchange. */
    private static final String EXIT_CODE = "CamelExecExitValue";

    /** Milliseconds between two questions whether there is anything to do, which do not ask the target. */
    private static final int PERIOD = 250;

    private static final int LONGEST_PROBLEM = 300;

    private final Delivery delivery;

    EventRoutes(SyncParts parts, SyncNames names, Delivery delivery) {
        super(parts, names);
        this.delivery = delivery;
    }

    // spotless:off: the indentation shows the structure of the routes
    @Override
    public void configure() throws Exception {
        errorHandler(noErrorHandler());
        Outbox outbox = parts.control().outbox();
        new HostBeans(getContext(), names).requireComponent("sql", "camel-sql", EventsConfig.TO + " is set");
        SqlComponent component = new SqlComponent();
        component.setDataSource(parts.dataSource());
        String sql = new SyncComponents(getContext(), names).add(names.component("sql"), component);

        identified(from("timer:" + names.bean() + "-events?delay=0&period=" + PERIOD), "deliver-events")
                .filter(exchange -> delivery.isDue()).id(step("if-events-are-due"))
                    .doTry().id(step("try-delivery"))
                        .process(exchange -> exchange.getMessage().setBody(delivery.begin())).id(step("find-lanes"))
                        .split(body()).id(step("split-by-lane"))
                            .filter(mayContinue()).id(step("unless-endpoint-is-dead"))
                                .setProperty(LANE, body()).id(step("keep-lane-of-events"))
                                .doTry().id(step("try-events-of-lane"))
                                    .setHeader("lane", body()).id(step("lane-as-parameter"))
                                    .to(sql + ":" + outbox.selectLane()).id(step("read-events"))
                                    .split(body()).stopOnException().id(step("split-by-event"))
                                        .filter(mayContinue()).id(step("unless-delivery-ends"))
                                            .process(EventRoutes::makeMessage).id(step("make-message"))
                                            .to(endpoint()).id(step("send-event"))
                                            .process(EventRoutes::requireExitCodeZero).id(step("command-has-worked"))
                                            .removeHeaders("*").id(step("without-answer"))
                                            .setHeader("id", exchangeProperty(EVENT)).id(step("event-as-parameter"))
                                            .to(sql + ":" + outbox.delete()).id(step("remove-event"))
                                            .process(exchange -> delivery.delivered(lane(exchange)))
                                                .id(step("note-delivered"))
                                        .end()
                                    .end()
                                .endDoTry()
                                .doCatch(Exception.class).id(step("event-not-delivered"))
                                    .process(exchange -> delivery.failed(lane(exchange), problem(exchange)))
                                        .id(step("note-not-delivered"))
                                .end()
                            .end()
                        .end()
                    .endDoTry()
                    .doCatch(Exception.class).id(step("outbox-not-read"))
                        .process(exchange -> delivery.notRead(problem(exchange))).id(step("note-outbox-not-read"))
                    .doFinally().id(step("after-delivery"))
                        .process(exchange -> delivery.end()).id(step("end-delivery"))
                    .end()
                .end();

        getRouteCollection().getRoutes().forEach(running::watch);
    }

    // spotless:on

    /**
     * The endpoint, which connects with the first event: one that cannot be reached does not stop the start.
     *
     * @throws ConfigException if there is no such endpoint
     */
    private Endpoint endpoint() {
        String uri = parts.config().events().to().orElseThrow();
        try {
            Endpoint endpoint = getContext().getEndpoint(uri);
            if (endpoint instanceof DefaultEndpoint ours) {
                ours.setLazyStartProducer(true);
            }
            return endpoint;
        } catch (RuntimeException e) {
            throw new ConfigException(EventsConfig.TO + ": there is no such endpoint: " + withoutSecrets(e)
                    + "; is its component on the class path?");
        }
    }

    private Predicate mayContinue() {
        return exchange -> {
            try {
                return !CutOff.isEnding(exchange)
                        && running.isRunning("deliver-events", exchange)
                        && delivery.mayContinue();
            } catch (SQLException e) {
                throw new IllegalStateException(Failures.text(e), e);
            }
        };
    }

    /** Makes the message of an event from its row. */
    private static void makeMessage(Exchange exchange) throws InvalidPayloadException {
        Map<?, ?> row = exchange.getMessage().getMandatoryBody(Map.class);
        String body = String.valueOf(row.get("body"));
        exchange.setProperty(EVENT, row.get("event_id"));
        exchange.getMessage().setBody(body);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeaders(EventMessage.headers(body));
        // camel-http uses GET, without the body, if the address has a query
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
    }

    private static void requireExitCodeZero(Exchange exchange) {
        Optional.ofNullable(exchange.getMessage().getHeader(EXIT_CODE, Integer.class))
                .filter(code -> code != 0)
                .ifPresent(code -> {
                    throw new IllegalStateException("the command has ended with exit code " + code);
                });
    }

    private static String lane(Exchange exchange) {
        return exchange.getProperty(LANE, String.class);
    }

    private static String problem(Exchange exchange) {
        return withoutSecrets(CutOff.caught(exchange));
    }

    /** An address may have a password or a token in it. */
    private static String withoutSecrets(Throwable failure) {
        String text = Failures.text(failure).replaceAll("[A-Za-z][A-Za-z0-9+.-]*:/\\S*", "...");
        return text.length() <= LONGEST_PROBLEM ? text : text.substring(0, LONGEST_PROBLEM) + "...";
    }
}
