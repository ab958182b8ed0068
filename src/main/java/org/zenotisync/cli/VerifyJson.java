package org.zenotisync.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.VerifyReport;

/** Writes the outcome of a verification as JSON; the contract is docs/verify.schema.json. */
final class VerifyJson {

    /** The same bytes in any locale. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private VerifyJson() {}

    static String write(VerifyReport report) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ASCII.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("month", report.month().toString());
            json.writeBooleanField("equal", report.isEqual());
            json.writeArrayFieldStart("tables");
            for (TableVerification table : report.tables()) {
                write(json, table);
            }
            json.writeEndArray();
            writeTexts(json, "unknown", report.unknown());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, TableVerification table) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", table.track().table());
        json.writeStringField("pod", table.track().pod());
        String source = table.track().sourceName();
        json.writeStringField("sourceName", source.isEmpty() ? "default" : source);
        json.writeStringField("state", table.state().id());
        if (table.isCompared()) {
            TableVerification.Counts counts = table.counts();
            json.writeNumberField("compared", table.compared());
            json.writeNumberField("missing", counts.missing());
            json.writeNumberField("different", counts.different());
            json.writeNumberField("notDeleted", counts.notDeleted());
            json.writeNumberField("surplus", counts.surplus());
            json.writeNumberField("quarantined", counts.quarantined());
            json.writeNumberField("undecided", counts.undecided());
            json.writeArrayFieldStart("undecidedBecause");
            for (TableVerification.Undecided undecided : table.undecidedBecause()) {
                json.writeStartObject();
                json.writeStringField("reason", undecided.reason());
                json.writeNumberField("rows", undecided.rows());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeObjectFieldStart("columns");
            for (Map.Entry<String, Long> column : table.columns().entrySet()) {
                json.writeNumberField(column.getKey(), column.getValue());
            }
            json.writeEndObject();
            writeTexts(json, "columnsLeftOut", table.columnsLeftOut());
            json.writeNumberField("groupsApplied", table.groupsApplied());
        }
        if (table.restored().isPresent()) {
            json.writeObjectFieldStart("restored");
            json.writeNumberField("inserted", table.restored().get().inserted());
            json.writeNumberField("replaced", table.restored().get().replaced());
            json.writeNumberField("deleted", table.restored().get().deleted());
            json.writeEndObject();
        }
        if (table.error().isPresent()) {
            json.writeStringField("error", table.error().get());
        }
        json.writeEndObject();
    }

    private static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
