package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** The spans of a host that has OpenTelemetry. */
class TracesTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final OpenTelemetry telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .build();

    @Test
    void aCycleIsATraceWithItsTableGroupsAndTheirStagesAndMerges() {
        publish("SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
        publish("SchemaFull/bi_facty.txt", "CREATE TABLE bi_facty (id INT, void INT) SORTKEY(id);");
        publish("SchemaFull/bi_dimz.txt", "CREATE TABLE bi_dimz (id INT) SORTKEY(id);");
        publish("POD1/1/bi_dimx/1/a.csv", "1\n");
        publish("POD1/2/bi_dimx/1/a.csv", "2\n");
        publish("POD1/1/bi_facty/1/a.csv", "1,0\n");
        publish("POD1/1/bi_dimz/1/a.csv", "a secret\n");
        try (SyncHarness harness = harness(Map.of("telemetry", telemetry))) {
            harness.cycle();
        }

        List<SpanData> spans = exported.getFinishedSpanItems();
        SpanData cycle = only(spans, "zenoti cycle");
        assertThat(cycle.getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(spans).allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(cycle.getTraceId()));
        List<SpanData> tableGroups = named(spans, "zenoti table group");
        assertThat(tableGroups)
                .extracting(TracesTest::title)
                .containsExactlyInAnyOrder(
                        "default/POD1/1/bi_dimx",
                        "default/POD1/2/bi_dimx",
                        "default/POD1/1/bi_facty",
                        "default/POD1/1/bi_dimz");
        for (SpanData tableGroup : tableGroups) {
            boolean isBad = title(tableGroup).endsWith("bi_dimz");
            assertThat(tableGroup.getParentSpanId()).isEqualTo(cycle.getSpanId());
            assertThat(tableGroup.getStatus().getStatusCode()).isEqualTo(isBad ? StatusCode.ERROR : StatusCode.UNSET);
            List<SpanData> parts = spans.stream()
                    .filter(span -> span.getParentSpanId().equals(tableGroup.getSpanId()))
                    .toList();
            assertThat(parts)
                    .extracting(SpanData::getName)
                    .isEqualTo(isBad ? List.of("zenoti stage") : List.of("zenoti stage", "zenoti merge"));
            assertThat(parts).allSatisfy(part -> {
                assertThat(part.getStartEpochNanos()).isGreaterThanOrEqualTo(tableGroup.getStartEpochNanos());
                assertThat(part.getEndEpochNanos()).isLessThanOrEqualTo(tableGroup.getEndEpochNanos());
            });
        }
        assertThat(spans.toString()).doesNotContain("secret");
    }

    @Test
    void theTraceOfWhoStartsACycleGoesOn() {
        publish("SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
        publish("POD1/1/bi_dimx/1/a.csv", "1\n");
        Tracer tracer = telemetry.getTracer("host");
        Span request = tracer.spanBuilder("request").startSpan();
        try (SyncHarness harness = harness(Map.of("telemetry", telemetry))) {
            try (Scope current = request.makeCurrent()) {
                assertThat(current).isNotNull();
                harness.cleanCycle();
            }
            harness.cleanCycle();
        } finally {
            request.end();
        }

        List<SpanData> cycles = named(exported.getFinishedSpanItems(), "zenoti cycle");
        assertThat(cycles)
                .extracting(SpanData::getParentSpanId)
                .containsExactly(request.getSpanContext().getSpanId(), SpanId.getInvalid());
    }

    @Test
    void withoutOpenTelemetryNothingIsTraced() {
        publish("SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
        publish("POD1/1/bi_dimx/1/a.csv", "1\n");
        try (SyncHarness harness = harness(Map.of())) {
            assertThat(harness.cleanCycle().outcomes()).hasSize(1);
        }

        assertThat(exported.getFinishedSpanItems()).isEmpty();
    }

    private SyncHarness harness(Map<String, Object> beans) {
        return new SyncHarness(S3.client(), bucket(), folder.resolve("x.duckdb"), new TreeMap<>(), beans);
    }

    private static SpanData only(List<SpanData> spans, String name) {
        List<SpanData> all = named(spans, name);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static List<SpanData> named(List<SpanData> spans, String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).toList();
    }

    private static String title(SpanData tableGroup) {
        return String.join(
                "/",
                List.of("source", "pod", "group", "table").stream()
                        .map(name -> tableGroup.getAttributes().get(AttributeKey.stringKey("zenoti." + name)))
                        .toList());
    }

    private String bucket() {
        return "traces-" + Integer.toHexString(folder.hashCode());
    }

    private void publish(String key, String text) {
        S3.publish(bucket(), Map.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
