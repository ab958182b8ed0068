package org.zenotisync.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.zenotisync.feed.Source;
import org.zenotisync.schema.SchemaFileEntry;

/** Writes the schema files as JSON; the contract is docs/schema-list.schema.json. */
final class SchemaListJson {

    /** The same bytes in any locale. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private SchemaListJson() {}

    static String write(List<SchemaFileEntry> files) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ASCII.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("files");
            for (SchemaFileEntry file : files) {
                json.writeStartObject();
                json.writeStringField("source", file.source());
                json.writeStringField("address", Source.uri(file.source(), file.key()));
                json.writeStringField("etag", file.etag());
                json.writeStringField("lastModified", file.lastModified() + "Z");
                json.writeStringField("outcome", file.outcome().text());
                json.writeBooleanField(
                        "allTables",
                        file.tables().filter(tables -> tables.isAll()).isPresent());
                json.writeArrayFieldStart("tables");
                if (file.tables().isPresent()) {
                    for (String table : file.tables().get().names()) {
                        json.writeString(table);
                    }
                }
                json.writeEndArray();
                json.writeStringField("at", file.decidedAt() + "Z");
                json.writeStringField("by", file.user().orElse(null));
                json.writeStringField("note", file.note().orElse(null));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }
}
