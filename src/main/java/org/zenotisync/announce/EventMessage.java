package org.zenotisync.announce;

import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of the message that an endpoint receives for an event; the body is the event as JSON. */
public final class EventMessage {

    /** The type of the content of a structured CloudEvent. */
    public static final String CONTENT_TYPE = "application/cloudevents+json";

    /** The names of the attributes in messages of Camel, as camel-cloudevents has them. */
    private static final Map<String, String> CAMEL = Map.of(
            "specversion", "CamelCloudEventVersion",
            "id", "CamelCloudEventID",
            "type", "CamelCloudEventType",
            "source", "CamelCloudEventSource",
            "subject", "CamelCloudEventSubject",
            "time", "CamelCloudEventTime",
            "datacontenttype", "CamelCloudEventDataContentType");

    private EventMessage() {}

    /**
     * The attributes of an event as headers, each as {@code ce-<name>}, which components pass on, and by its name in
     * Camel, which they do not.
     *
     * @param body of the event
     */
    public static Map<String, Object> headers(String body) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("Content-Type", CONTENT_TYPE);
        CloudEvent.attributes(body).forEach((name, value) -> {
            // of the data, which are a part of the body
            if (!"datacontenttype".equals(name)) {
                headers.put("ce-" + name, value);
            }
            headers.put(CAMEL.getOrDefault(name, name), value);
        });
        return headers;
    }
}
