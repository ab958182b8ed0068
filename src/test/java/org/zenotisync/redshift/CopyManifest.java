package org.zenotisync.redshift;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A manifest ("Using a manifest to specify data files"): JSON, and nothing that the page does not show. */
final class CopyManifest {

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final Set<String> OF_MANIFEST = Set.of("entries");
    private static final Set<String> OF_ENTRY = Set.of("url", "mandatory", "meta");

    private CopyManifest() {}

    /** An object that is to be read; if it is mandatory, it must be there. */
    record Entry(S3Address address, boolean isMandatory) {}

    static List<Entry> read(InputStream manifest) throws SQLException {
        JsonNode root;
        try (manifest) {
            root = STRICT.readTree(manifest);
        } catch (IOException e) {
            throw broken(e.getMessage());
        }
        requireFields(root, OF_MANIFEST);
        JsonNode entries = root.path("entries");
        if (!entries.isArray() || entries.isEmpty()) {
            throw broken("no entries");
        }
        List<Entry> all = new ArrayList<>();
        for (JsonNode entry : entries) {
            all.add(entry(entry));
        }
        return all;
    }

    private static Entry entry(JsonNode entry) throws SQLException {
        requireFields(entry, OF_ENTRY);
        JsonNode url = entry.path("url");
        if (!url.isTextual() || !S3Address.isAddress(url.textValue())) {
            throw broken("an entry without the address of an object");
        }
        JsonNode mandatory = entry.path("mandatory");
        if (!mandatory.isMissingNode() && !mandatory.isBoolean()) {
            throw broken("mandatory is neither true nor false");
        }
        return new Entry(S3Address.of(url.textValue()), mandatory.asBoolean(false));
    }

    private static void requireFields(JsonNode node, Set<String> fields) throws SQLException {
        if (node == null || !node.isObject()) {
            throw broken("no object");
        }
        for (var names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw broken("unknown field " + name);
            }
        }
    }

    private static SQLException broken(String reason) {
        return new SQLException(
                "ERROR: Manifest file is not in correct json format: " + reason, CopyRunner.INTERNAL_ERROR);
    }
}
