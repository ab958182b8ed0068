package org.zenotisync.ops;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Makes spans by the API of OpenTelemetry. */
public final class OpenTelemetrySpans implements Spans {

    private static final String PREFIX = "zenoti.";

    private final Tracer tracer;

    /** @param telemetry the host's */
    public OpenTelemetrySpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("org.zenotisync");
    }

    @Override
    public void run(String name, Map<String, String> attributes, Optional<Open> parent, Work work) throws Exception {
        Context current = Context.current();
        Context outer = Span.fromContext(current).getSpanContext().isValid()
                ? current
                : parent.map(open -> ((Begun) open).context()).orElse(current);
        SpanBuilder builder = tracer.spanBuilder(name).setParent(outer);
        attributes.forEach((attribute, value) -> builder.setAttribute(PREFIX + attribute, value));
        Span span = builder.startSpan();
        Begun begun = new Begun(span, outer.with(span));
        Callable<Open> inSpan = begun.context().wrap(() -> {
            work.run(begun);
            return begun;
        });
        try {
            inSpan.call();
        } catch (Exception e) {
            begun.failed(e);
            throw e;
        } finally {
            span.end();
        }
    }

    private record Begun(Span span, Context context) implements Open {

        @Override
        public void failed(Throwable failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getName());
        }
    }
}
