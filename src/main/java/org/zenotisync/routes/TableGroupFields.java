package org.zenotisync.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.slf4j.MDC;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableGroupId;

/**
 * Gives every line that is logged during the work on a table group the fields of that table group, by the MDC of SLF4J.
 * The host's own fields stay; those with the same names return afterwards.
 */
final class TableGroupFields implements Policy {

    private static final String SOURCE = "source";
    private static final String POD = "pod";
    private static final String TABLE = "table";
    private static final String GROUP = "group";
    private static final String CYCLE = "cycle";
    private static final List<String> ALL = List.of(SOURCE, POD, TABLE, GROUP, CYCLE);

    /** The name of a source that has none, as in meters. */
    private static final String ONLY_SOURCE = "default";

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // the steps stay as they are
    }

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            Map<String, Optional<String>> before = put(of(exchange));
            try {
                steps.process(exchange);
            } finally {
                before.forEach(TableGroupFields::restore);
            }
        };
    }

    /** The fields of the table group in the body. */
    static Map<String, String> of(Exchange exchange) throws Exception {
        TableGroupId id =
                exchange.getMessage().getMandatoryBody(TableGroup.class).id();
        String source = id.track().sourceName();
        return Map.of(
                SOURCE, source.isEmpty() ? ONLY_SOURCE : source,
                POD, id.pod(),
                TABLE, id.table(),
                GROUP, Long.toString(id.group()),
                CYCLE, Step.cycle(exchange).startedAt().toString());
    }

    /** Threads whose tasks log with the fields of the thread that gives them. */
    static Executor carriedTo(Executor threads) {
        return task -> {
            Map<String, String> fields = present();
            threads.execute(() -> {
                Map<String, Optional<String>> before = put(fields);
                try {
                    task.run();
                } finally {
                    before.forEach(TableGroupFields::restore);
                }
            });
        };
    }

    private static Map<String, String> present() {
        Map<String, String> fields = new HashMap<>();
        for (String name : ALL) {
            Optional.ofNullable(MDC.get(name)).ifPresent(value -> fields.put(name, value));
        }
        return fields;
    }

    /** Sets fields, and returns what they were before. */
    private static Map<String, Optional<String>> put(Map<String, String> fields) {
        Map<String, Optional<String>> before = new HashMap<>();
        fields.forEach((name, value) -> {
            before.put(name, Optional.ofNullable(MDC.get(name)));
            MDC.put(name, value);
        });
        return before;
    }

    private static void restore(String name, Optional<String> value) {
        value.ifPresentOrElse(text -> MDC.put(name, text), () -> MDC.remove(name));
    }
}
