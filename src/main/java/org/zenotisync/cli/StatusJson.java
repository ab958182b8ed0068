package org.zenotisync.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.cycle.SyncStatus;
import org.zenotisync.feed.Source;

/** Writes the status as JSON; the contract is docs/status.schema.json. */
final class StatusJson {

    /** The same bytes in any locale. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private StatusJson() {}

    static String write(SyncStatus status) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ASCII.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeBooleanField("healthy", status.isHealthy());
            json.writeArrayFieldStart("tables");
            for (SyncStatus.TableStatus table : status.tables()) {
                json.writeStartObject();
                json.writeStringField("source", table.source());
                json.writeStringField("pod", table.pod());
                json.writeStringField("table", table.table());
                json.writeStringField("kind", table.kind());
                json.writeNumberField("lastGroup", table.lastGroup());
                if (table.replayFrom() == null) {
                    json.writeNullField("replayFrom");
                } else {
                    json.writeNumberField("replayFrom", table.replayFrom());
                }
                json.writeStringField("state", table.state());
                if (table.rows() == null) {
                    json.writeNullField("rows");
                } else {
                    json.writeNumberField("rows", table.rows());
                }
                json.writeNumberField("quarantined", table.quarantined());
                json.writeStringField("lastAttempt", table.lastAttempt() == null ? null : table.lastAttempt() + "Z");
                json.writeStringField("error", table.error());
                TablesJson.writeKey(json, table.key());
                json.writeEndObject();
            }
            json.writeEndArray();
            write(json, "refusedSchemaFiles", status.refusedSchemaFiles());
            write(json, "noSchemaScripts", status.noSchemaScripts());
            json.writeArrayFieldStart("lateObjects");
            for (LateObjects.Entry late : status.lateObjects()) {
                json.writeStartObject();
                json.writeStringField("address", Source.uri(late.group().source(), late.key()));
                json.writeStringField("source", late.group().source());
                json.writeStringField("pod", late.group().pod());
                json.writeStringField("table", late.group().table());
                json.writeNumberField("group", late.group().group());
                json.writeStringField("change", late.isChanged() ? "changed" : "new");
                json.writeEndObject();
            }
            json.writeEndArray();
            writeTexts(json, "unknownObjects", status.unknownObjects());
            writeTexts(json, "unreadablePauses", status.unreadablePauses());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String name, List<SyncStatus.RefusedSchemaFile> files)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (SyncStatus.RefusedSchemaFile file : files) {
            json.writeStartObject();
            json.writeStringField("address", file.address());
            json.writeStringField("reason", file.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
