package org.zenotisync.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import org.zenotisync.cycle.ForgetReport;

/** Writes what {@code forget} has done as JSON; the contract is docs/forget.schema.json. */
final class ForgetJson {

    /** The same bytes in any locale. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ForgetJson() {}

    static String write(ForgetReport report) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ASCII.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeBooleanField("complete", !report.isIncomplete());
            json.writeArrayFieldStart("tables");
            for (ForgetReport.OfTable table : report.tables()) {
                write(json, table);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("remains");
            for (String place : report.remains()) {
                json.writeString(place);
            }
            json.writeEndArray();
            if (report.notGivenUp().isPresent()) {
                json.writeStringField("notGivenUp", report.notGivenUp().get());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, ForgetReport.OfTable table) throws IOException {
        json.writeStartObject();
        json.writeStringField("table", table.table());
        json.writeStringField("target", table.target());
        json.writeStringField("state", table.state().id());
        json.writeArrayFieldStart("columns");
        for (String column : table.columns()) {
            json.writeString(column);
        }
        json.writeEndArray();
        json.writeNumberField("rows", table.rows());
        json.writeNumberField("unclaimed", table.unclaimed());
        json.writeNumberField("badRows", table.badRows());
        json.writeNumberField("errors", table.errors());
        if (table.note().isPresent()) {
            json.writeStringField("note", table.note().get());
        }
        json.writeEndObject();
    }
}
