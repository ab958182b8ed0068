package org.zenotisync.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalLong;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.feed.Source;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;

/** Writes the status as JSON; the contract is docs/status.schema.json. */
final class StatusJson {

    /** The same bytes in any locale. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private StatusJson() {}

    static String write(SyncSnapshot status) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ASCII.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeBooleanField("healthy", status.isHealthy());
            json.writeArrayFieldStart("tables");
            for (TableSnapshot table : status.tables()) {
                json.writeStartObject();
                json.writeStringField("source", table.track().source());
                json.writeStringField(
                        "sourceName",
                        table.track().sourceName().isEmpty()
                                ? null
                                : table.track().sourceName());
                json.writeStringField("pod", table.track().pod());
                json.writeStringField("table", table.track().table());
                json.writeStringField(
                        "kind",
                        table.lastAttempt().flatMap(TableSnapshot.Attempt::kind).orElse(null));
                json.writeNumberField("lastGroup", table.lastGroup());
                writeNumber(json, "replayFrom", table.replayFrom());
                json.writeStringField("state", table.state().id());
                writeNumber(json, "rows", table.rows());
                json.writeNumberField("quarantined", table.quarantined());
                json.writeStringField(
                        "lastAttempt",
                        table.lastAttempt()
                                .map(attempt -> attempt.endedAt() + "Z")
                                .orElse(null));
                json.writeStringField("error", table.error().orElse(null));
                TablesJson.writeKey(json, table.key().orElseThrow());
                writeVerified(json, table);
                json.writeEndObject();
            }
            json.writeEndArray();
            write(json, "refusedSchemaFiles", status.schemaFiles());
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
            json.writeArrayFieldStart("unreachableSources");
            for (SyncSnapshot.UnreachableSource source : status.unreachableSources()) {
                json.writeStartObject();
                json.writeStringField("source", source.id());
                json.writeStringField("sourceName", source.name());
                json.writeStringField("error", source.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void writeVerified(JsonGenerator json, TableSnapshot table) throws IOException {
        if (table.verified().isEmpty()) {
            json.writeNullField("verified");
            return;
        }
        VerifyOutcomes.Entry outcome = table.verified().get().entry();
        json.writeObjectFieldStart("verified");
        json.writeStringField("month", outcome.month());
        json.writeStringField("state", outcome.state());
        json.writeNumberField("compared", outcome.compared());
        json.writeNumberField("missing", outcome.missing());
        json.writeNumberField("different", outcome.different());
        json.writeNumberField("notDeleted", outcome.notDeleted());
        json.writeNumberField("surplus", outcome.surplus());
        json.writeNumberField("quarantined", outcome.quarantined());
        json.writeNumberField("undecided", outcome.undecided());
        json.writeStringField("error", outcome.error().orElse(null));
        json.writeStringField("at", table.verified().get().at() + "Z");
        json.writeEndObject();
    }

    private static void writeNumber(JsonGenerator json, String name, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            json.writeNumberField(name, number.getAsLong());
        } else {
            json.writeNullField(name);
        }
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String name, List<SyncSnapshot.UnappliedFile> files)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (SyncSnapshot.UnappliedFile file : files) {
            json.writeStartObject();
            json.writeStringField("address", file.address());
            json.writeStringField("reason", file.reason().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
