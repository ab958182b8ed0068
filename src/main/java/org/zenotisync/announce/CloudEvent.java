package org.zenotisync.announce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event in the JSON format of CloudEvents 1.0 ("structured content mode").
 *
 * @param id unique
 * @param type what has happened
 * @param source the sync: {@code /zenoti-s3-sync/zenoti}, or with the name of the sync
 * @param subject what it has happened to; not empty
 * @param time when it has happened
 * @param data texts, numbers, truth values, and lists of texts, by name
 */
record CloudEvent(String id, EventType type, String source, String subject, Instant time, Map<String, Object> data) {

    /** The version of CloudEvents. */
    static final String SPEC_VERSION = "1.0";

    private static final String SPECVERSION = "specversion";
    private static final String DATA = "data";

    /** The same bytes in any locale. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** The event as JSON, in one line. */
    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ASCII.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(SPECVERSION, SPEC_VERSION);
            json.writeStringField("id", id);
            json.writeStringField("type", type.id());
            json.writeStringField("source", source);
            json.writeStringField("subject", subject);
            json.writeStringField("time", time.toString());
            json.writeStringField("datacontenttype", "application/json");
            json.writeObjectFieldStart(DATA);
            for (Map.Entry<String, Object> field : data.entrySet()) {
                json.writeFieldName(field.getKey());
                write(json, field.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof List<?> texts) {
            json.writeStartArray();
            for (Object text : texts) {
                json.writeString(String.valueOf(text));
            }
            json.writeEndArray();
        } else {
            json.writeString(String.valueOf(value));
        }
    }

    /**
     * The attributes of an event, by name.
     *
     * @param json as {@link #json} has written it
     */
    static Map<String, String> attributes(String json) {
        try (JsonParser parser = ASCII.createParser(json)) {
            parser.nextToken();
            return texts(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The data of an event that are texts or numbers, by name.
     *
     * @param json as {@link #json} has written it
     */
    static Map<String, String> data(String json) {
        try (JsonParser parser = ASCII.createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME && DATA.equals(parser.currentName())) {
                    parser.nextToken();
                    return texts(parser);
                }
            }
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields of an object whose values are not objects or lists. */
    private static Map<String, String> texts(JsonParser parser) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken().isScalarValue()) {
                texts.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return texts;
    }
}
