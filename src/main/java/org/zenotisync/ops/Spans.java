package org.zenotisync.ops;

import java.util.Map;
import java.util.Optional;

/** Makes the spans of a trace. Those of a host that has OpenTelemetry are {@link OpenTelemetrySpans}. */
public interface Spans {

    /**
     * Does work in a span, which is the current one of this thread meanwhile. If the work throws an exception, the span
     * has failed.
     *
     * @param name what is done, the same for all table groups
     * @param attributes by name, without the prefix {@code zenoti.}
     * @param parent the span that it is a part of, if this thread has no current one
     * @throws Exception as the work does
     */
    void run(String name, Map<String, String> attributes, Optional<Open> parent, Work work) throws Exception;

    /** What is done in a span. */
    @FunctionalInterface
    interface Work {
        void run(Open span) throws Exception;
    }

    /** A span that has begun. */
    interface Open {

        /**
         * Notes that the work has failed. Only the class of the failure is noted: its message may hold values of rows.
         */
        void failed(Throwable failure);
    }
}
