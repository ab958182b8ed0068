package org.zenotisync.routes;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;

/**
 * Fails before a send to a route of ours that is stopped, as direct itself does with {@code block=false}: its producer
 * (Camel 4.14) looks the consumer up without a lock, so that one of several senders side by side may meet a null
 * instead of the answer that there is no consumer.
 */
final class RunningRoute implements Processor {

    private static final String PREFIX = "direct://zenoti-";

    @Override
    public void process(Exchange exchange) throws DirectConsumerNotAvailableException {
        String endpoint = exchange.getProperty(Exchange.INTERCEPTED_ENDPOINT, String.class);
        String route = endpoint.substring(PREFIX.length()).replaceFirst("\\?.*", "");
        ServiceStatus status = exchange.getContext().getRouteController().getRouteStatus(route);
        if (status == null || !status.isStarted()) {
            throw new DirectConsumerNotAvailableException("The route " + route + " is stopped", exchange);
        }
    }
}
