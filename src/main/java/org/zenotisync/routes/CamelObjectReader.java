package org.zenotisync.routes;

import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.zenotisync.cycle.Failures;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.s3.WholeObjectStream;

/** Opens objects through the route {@code read-object}, so that a host can intercept the reads. */
final class CamelObjectReader implements ObjectReader {

    private static final String ROUTE = "read-object";

    private final ProducerTemplate template;
    private final String endpoint;
    private final RunningRoute running;

    CamelObjectReader(ProducerTemplate template, SyncNames names, RunningRoute running) {
        this.template = template;
        this.endpoint = names.direct(ROUTE) + "?block=false";
        this.running = running;
    }

    @Override
    public InputStream open(FeedObject object) throws IOException {
        Exchange exchange = template.request(endpoint, request -> {
            running.require(ROUTE, request);
            request.getMessage().setBody(object);
        });
        if (exchange.getException() != null) {
            throw new IOException(Failures.text(exchange.getException()), exchange.getException());
        }
        return new WholeObjectStream(exchange.getMessage().getBody(InputStream.class), object) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                RouteStop.check();
                return super.read(buffer, offset, length);
            }
        };
    }
}
