package org.zenotisync.routes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.config.ConfigException;

/**
 * Sends the message of an exchange to an endpoint of the settings, on an exchange of its own. A route of the host may
 * share the exchange that it is given; if it handles an error or stops the exchange, Camel would end our route, too.
 *
 * <p>What the route of the host handles counts as delivered. An exception that it does not handle, a transaction that
 * it has rolled back, and an exit code of a command other than 0 fail the exchange.
 */
final class HostEndpoint implements Processor {

    /** What camel-exec notes of a command; it does not fail the exchange. */
    private static final String EXIT_CODE = "CamelExecExitValue";

    private static final String LAZY = "lazyStartProducer=";

    private final Endpoint endpoint;
    private final ProducerTemplate template;

    private HostEndpoint(Endpoint endpoint, ProducerTemplate template) {
        this.endpoint = endpoint;
        this.template = template;
    }

    /**
     * The endpoint of a setting. It connects with the first message, so the start does not fail if it is not there.
     *
     * @throws ConfigException if there is no such endpoint
     */
    static HostEndpoint of(CamelContext context, OutboxChannel channel, String uri) {
        try {
            Endpoint endpoint = context.getEndpoint(connectingLater(context.resolvePropertyPlaceholders(uri)));
            return new HostEndpoint(endpoint, context.createProducerTemplate());
        } catch (RuntimeException e) {
            throw new ConfigException(
                    channel.setting() + ": there is no such endpoint: " + DeliveryProblem.of(e, OutboxChannel.EVENTS));
        }
    }

    /**
     * An endpoint of our own, because the same address may be used in routes of the host. The rest of the address stays
     * as it is: {@code URISupport} would refuse blanks in RAW(). Without a scheme it is the name of a bean of the host.
     */
    private static String connectingLater(String uri) {
        if (!uri.contains(":") || uri.startsWith("ref:") || uri.contains(LAZY)) {
            return uri;
        }
        return uri + (uri.contains("?") ? "&" : "?") + LAZY + "true";
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Map<String, Object> headers = new HashMap<>(message.getHeaders());
        Exchange sent = template.send(endpoint, own -> {
            own.getMessage().setBody(message.getBody());
            own.getMessage().setHeaders(headers);
        });
        Exception failure = sent.getException();
        if (failure != null) {
            throw failure;
        }
        if (sent.isRollbackOnly() || sent.isRollbackOnlyLast()) {
            throw new IllegalStateException("the receiver has rolled it back");
        }
        Optional.ofNullable(sent.getMessage().getHeader(EXIT_CODE, Integer.class))
                .filter(code -> code != 0)
                .ifPresent(code -> {
                    throw new CommandFailedException(code);
                });
    }
}
