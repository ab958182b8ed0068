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

    /** The type of the content of bad rows. */
    public static final String CSV = "text/csv; charset=utf-8";

    private EventMessage() {}

    /**
     * The headers of a message whose body is not the event but what it is about, as CSV ("binary content mode").
     *
     * @param event as JSON
     */
    public static Map<String, Object> headersOfCsv(String event) {
        Map<String, Object> headers = headers(event);
        headers.put("Content-Type", CSV);
        headers.put("CamelCloudEventDataContentType", CSV);
        return headers;
    }

    /**
     * The table group that an event is about, as parameters of a query: {@code source}, {@code pod}, {@code table} and
     * {@code group}.
     *
     * @param event as JSON
     */
    public static Map<String, Object> tableGroup(String event) {
        Map<String, Object> parameters = new LinkedHashMap<>(CloudEvent.data(event));
        parameters.put("group", Long.valueOf(String.valueOf(parameters.get("group"))));
        return parameters;
    }

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
