package org.zenotisync.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.Outbox;
import org.zenotisync.model.Track;

class CloudEventTest {

    private static final Instant TIME = Instant.parse("2026-11-29T21:30:19.5Z");

    @Test
    void itIsOneLineOfAscii() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("pod", "Zürich \"1\"\n");
        data.put("group", 12L);
        data.put("complete", true);
        data.put("tables", List.of("a", "b"));

        assertThat(new CloudEvent("1", EventType.CYCLE_ENDED, "/s", "x", TIME, data).json())
                .isEqualTo(
                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"org.zenotisync.cycle.ended\",\"source\":\"/s\","
                                + "\"subject\":\"x\",\"time\":\"2026-11-29T21:30:19.500Z\",\"datacontenttype\":\"application/json\","
                                + "\"data\":{\"pod\":\"Z\\u00FCrich \\\"1\\\"\\n\",\"group\":12,\"complete\":true,"
                                + "\"tables\":[\"a\",\"b\"]}}");
    }

    @Test
    void itsAttributesAreHeaders() {
        String json =
                new CloudEvent("1", EventType.TABLE_FAILED, "/s", "P/t", TIME, Map.of("id", "of the data")).json();

        assertThat(EventMessage.headers(json))
                .containsEntry("Content-Type", "application/cloudevents+json")
                .containsEntry("ce-id", "1")
                .containsEntry("CamelCloudEventID", "1")
                .containsEntry("ce-specversion", "1.0")
                .containsEntry("CamelCloudEventVersion", "1.0")
                .containsEntry("CamelCloudEventType", "org.zenotisync.table.failed")
                .containsEntry("CamelCloudEventSubject", "P/t")
                .containsEntry("CamelCloudEventDataContentType", "application/json")
                .doesNotContainKey("ce-datacontenttype");
    }

    @Test
    void theLongestNamesFit() {
        String name = "é".repeat(1000);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "tables",
                Names.ofTables(IntStream.range(0, 500)
                        .mapToObj(i -> i + "x".repeat(124))
                        .toList()));
        data.put(
                "failed",
                Names.ofTracks(IntStream.range(0, 500)
                        .mapToObj(i -> new Track("s", name, "t" + i))
                        .toList()));

        assertThat(new CloudEvent("1", EventType.CYCLE_ENDED, "/s", name, TIME, data)
                        .json()
                        .length())
                .isLessThan(Outbox.LONGEST_BODY);
    }
}
