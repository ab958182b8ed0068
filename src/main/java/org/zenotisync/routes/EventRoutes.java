package org.zenotisync.routes;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Predicate;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.model.ExpressionNode;
import org.zenotisync.announce.Delivery;
import org.zenotisync.announce.EventMessage;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.config.EventsConfig;
import org.zenotisync.cycle.Failures;

/**
 * The routes that deliver events and bad rows from the outbox to their endpoints:
 *
 * <pre>
 * deliver-events:   lanes that wait ─ events of a lane, in order ─ endpoint ─ remove the event
 * deliver-bad-rows: lanes that wait ─ events of a lane, in order ─ bad rows as CSV ─ endpoint ─ remove the event
 * </pre>
 *
 * An event is removed after it was delivered: if the process ends in between, it is delivered again. While the route is
 * stopped, events wait.
 */
final class EventRoutes extends SyncRouteBuilder {

    private static final String LANE = "ZenotiEventLane";
    private static final String EVENT = "ZenotiEventId";

    /** Milliseconds between two questions whether there is anything to do, which do not ask the target. */
    private static final int PERIOD = 250;

    /** Property of the exchange: the event as JSON. */
    private static final String BODY = "ZenotiEventBody";

    EventRoutes(SyncParts parts, SyncNames names) {
        super(parts, names);
    }

    // spotless:off: the indentation shows the structure of the routes
    @Override
    public void configure() throws Exception {
        errorHandler(noErrorHandler());
        EventsConfig config = parts.config().events();
        String settings = config.isOn() ? EventsConfig.TO : EventsConfig.BAD_ROWS_TO;
        new HostBeans(getContext(), names).requireComponent("sql", "camel-sql", settings + " is set");
        SqlComponent component = new SqlComponent();
        component.setDataSource(parts.dataSource());
        String sql = new SyncComponents(getContext(), names).add(names.component("sql"), component);
        for (Delivery delivery : parts.announce().deliveries()) {
            String id = "-" + delivery.channel().id();
            ExpressionNode event = beginDelivery(delivery, sql, id);
            if (delivery.channel() == OutboxChannel.EVENTS) {
                sendEvent(event, endpoint(delivery, config.to()));
            } else {
                sendBadRows(event, sql, endpoint(delivery, config.badRowsTo()));
            }
            endDelivery(event, delivery, sql, id);
        }
        getRouteCollection().getRoutes().forEach(running::watch);
    }

    private ExpressionNode beginDelivery(Delivery delivery, String sql, String id) {
        return identified(from("timer:" + names.bean() + id + "?delay=0&period=" + PERIOD), "deliver" + id)
                .filter(exchange -> delivery.isDue()).id(step("if-due" + id))
                    .doTry().id(step("try-delivery" + id))
                        .process(exchange -> exchange.getMessage().setBody(delivery.begin()))
                            .id(step("find-lanes" + id))
                        .split(body()).id(step("split-by-lane" + id))
                            .filter(mayContinue(delivery)).id(step("unless-endpoint-is-dead" + id))
                                .setProperty(LANE, body()).id(step("keep-lane" + id))
                                .doTry().id(step("try-lane" + id))
                                    .setHeader("lane", body()).id(step("lane-as-parameter" + id))
                                    .setHeader("channel", constant(delivery.channel().id()))
                                        .id(step("channel-as-parameter" + id))
                                    .to(sql + ":" + parts.control().outbox(delivery.channel()).selectLane())
                                        .id(step("read-lane" + id))
                                    .split(body()).stopOnException().id(step("split-by-event" + id))
                                        .filter(mayContinueLane(delivery)).id(step("unless-delivery-ends" + id))
                                            .process(exchange -> delivery.begun(lane(exchange)))
                                                .id(step("note-begun" + id));
    }

    private void endDelivery(ExpressionNode event, Delivery delivery, String sql, String id) {
        event
                                            .removeHeaders("*").id(step("without-answer" + id))
                                            .setHeader("id", exchangeProperty(EVENT))
                                                .id(step("event-as-parameter" + id))
                                            .to(sql + ":" + parts.control().outbox(delivery.channel()).delete())
                                                .id(step("remove-event" + id))
                                            .process(exchange -> delivery.delivered(lane(exchange)))
                                                .id(step("note-delivered" + id))
                                        .end()
                                    .end()
                                .endDoTry()
                                .doCatch(Exception.class).id(step("not-delivered" + id))
                                    .process(exchange -> delivery.failed(
                                            lane(exchange),
                                            DeliveryProblem.of(CutOff.caught(exchange), delivery.channel())))
                                        .id(step("note-not-delivered" + id))
                                .end()
                            .end()
                        .end()
                    .endDoTry()
                    .doCatch(Exception.class).id(step("outbox-not-read" + id))
                        .process(exchange -> delivery.notRead(
                                DeliveryProblem.of(CutOff.caught(exchange), delivery.channel())))
                            .id(step("note-outbox-not-read" + id))
                    .doFinally().id(step("after-delivery" + id))
                        .process(exchange -> delivery.end()).id(step("end-delivery" + id))
                    .end()
                .end();
    }

    private void sendEvent(ExpressionNode event, HostEndpoint endpoint) {
        event
                .process(EventRoutes::makeMessage).id(step("make-message"))
                .process(endpoint).id(step("send-event"));
    }

    /** None are left if the table group was replayed with a corrected file before. */
    private void sendBadRows(ExpressionNode event, String sql, HostEndpoint endpoint) {
        new HostBeans(getContext(), names).requireDataFormat("csv", "camel-csv", EventsConfig.BAD_ROWS_TO + " is set");
        event
                .process(EventRoutes::findBadRows).id(step("table-group-as-parameter"))
                .to(sql + ":" + parts.control().quarantine().selectTableGroup()).id(step("read-bad-rows"))
                .filter(exchange -> !exchange.getMessage().getBody(List.class).isEmpty())
                    .id(step("if-bad-rows-are-left"))
                    .marshal(BadRowCsv.newFormat()).id(step("bad-rows-as-csv"))
                    .process(EventRoutes::makeCsvMessage).id(step("make-csv-message"))
                    .process(endpoint).id(step("send-bad-rows"))
                .end();
    }

    // spotless:on

    private HostEndpoint endpoint(Delivery delivery, Optional<String> uri) {
        return HostEndpoint.of(getContext(), delivery.channel(), uri.orElseThrow());
    }

    private Predicate mayContinue(Delivery delivery) {
        return exchange -> isRunning(delivery, exchange) && asked(delivery::mayContinue);
    }

    private Predicate mayContinueLane(Delivery delivery) {
        return exchange -> isRunning(delivery, exchange) && asked(() -> delivery.mayContinue(lane(exchange)));
    }

    private boolean isRunning(Delivery delivery, Exchange exchange) {
        return !CutOff.isEnding(exchange)
                && running.isRunning("deliver-" + delivery.channel().id(), exchange);
    }

    /** A question that the target answers. */
    @FunctionalInterface
    private interface Question {
        boolean ask() throws SQLException;
    }

    private static boolean asked(Question question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw new IllegalStateException(Failures.text(e), e);
        }
    }

    /** Makes the message of an event from its row. */
    private static void makeMessage(Exchange exchange) throws InvalidPayloadException {
        String body = keep(exchange);
        exchange.getMessage().setBody(body);
        replaceHeaders(exchange, EventMessage.headers(body));
    }

    private static void findBadRows(Exchange exchange) throws InvalidPayloadException {
        exchange.getMessage().setHeaders(EventMessage.tableGroup(keep(exchange)));
    }

    private static void makeCsvMessage(Exchange exchange) {
        replaceHeaders(exchange, EventMessage.headersOfCsv(exchange.getProperty(BODY, String.class)));
    }

    /** Keeps the event of a row, and returns its JSON. */
    private static String keep(Exchange exchange) throws InvalidPayloadException {
        Map<?, ?> row = exchange.getMessage().getMandatoryBody(Map.class);
        String body = String.valueOf(row.get("body"));
        exchange.setProperty(EVENT, row.get("event_id"));
        exchange.setProperty(BODY, body);
        return body;
    }

    private static void replaceHeaders(Exchange exchange, Map<String, Object> headers) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeaders(headers);
        // camel-http uses GET, without the body, if the address has a query
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
    }

    private static String lane(Exchange exchange) {
        return exchange.getProperty(LANE, String.class);
    }
}
