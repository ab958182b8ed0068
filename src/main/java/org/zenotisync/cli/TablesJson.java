package org.zenotisync.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.cycle.TableEntry;

/** Writes the list of tables as JSON; the contract is docs/tables.schema.json. */
final class TablesJson {

    /** The same bytes in any locale. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private TablesJson() {}

    /** @param withSources whether there are several sources */
    static String write(List<TableEntry> tables, boolean withSources) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ASCII.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("tables");
            for (TableEntry table : tables) {
                json.writeStartObject();
                json.writeStringField("table", table.table());
                json.writeStringField("target", table.target().orElse(null));
                json.writeStringField("kind", table.key().kind().orElse(null));
                writeKey(json, table.key());
                json.writeStringField("problem", table.key().problem().orElse(null));
                writeNames(json, "excluded", table.rules().excluded());
                writeNames(json, "hashed", table.rules().hashed());
                json.writeStringField("columnsProblem", table.rulesProblem().orElse(null));
                writeNames(json, "guestColumns", table.guestColumns());
                if (withSources) {
                    json.writeArrayFieldStart("sharedFrom");
                    for (String source : table.sharedFrom()) {
                        json.writeString(source);
                    }
                    json.writeEndArray();
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void writeNames(JsonGenerator json, String field, Set<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : new TreeSet<>(names)) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    /** The members of an object that say what its rows are found by. */
    static void writeKey(JsonGenerator json, KeyStatus key) throws IOException {
        json.writeArrayFieldStart("key");
        for (String column : key.columns()) {
            json.writeString(column);
        }
        json.writeEndArray();
        json.writeStringField("keyFrom", key.from().orElse(null));
        if (key.proven().isPresent()) {
            json.writeBooleanField("keyProven", key.proven().get());
        } else {
            json.writeNullField("keyProven");
        }
    }
}
