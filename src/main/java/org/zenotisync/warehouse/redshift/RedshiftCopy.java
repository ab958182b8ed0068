package org.zenotisync.warehouse.redshift;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.ObjectLoadException;
import org.zenotisync.warehouse.ObjectSet;
import org.zenotisync.warehouse.ObjectStore;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.WarehouseSetup;

/** Has Redshift read objects into the stage ("COPY" of the Amazon Redshift Database Developer Guide). */
final class RedshiftCopy {

    /** Part of the message that names the system table with the reason: stl_load_errors or sys_load_error_detail. */
    private static final String NOTED = "_load_error";

    /** A text that does not occur in any field. */
    private static final String NO_TEXT = "zenoti_sync_no_text";

    /** What the address of a COPY leads to. */
    enum Address {
        OBJECT,
        MANIFEST
    }

    private final CopyAccess access;
    private final ObjectStore.OfObject objects;
    private final boolean isEmptyTextNull;
    private final @Nullable String manifestUri;

    RedshiftCopy(WarehouseSetup setup) {
        this.objects = setup.objects();
        this.access = new CopyAccess(setup.settings());
        this.isEmptyTextNull = setup.isEmptyTextNull();
        this.manifestUri = setup.settings().get(CopyAccess.MANIFEST_URI);
    }

    /** Whether it reads exactly the given objects; without a manifest, an address is the beginning of a key. */
    boolean usesManifest() {
        return manifestUri != null;
    }

    /** Reads objects of one logid into the stage; the number of rows that Redshift says it has loaded. */
    long load(Connection connection, ObjectSet set) throws SQLException {
        long session = Jdbc.number(connection, "SELECT pg_backend_pid()");
        if (manifestUri == null) {
            long rows = 0;
            for (String uri : set.uris()) {
                rows += copy(connection, session, set, uri, Address.OBJECT);
            }
            return rows;
        }
        String manifest =
                manifestUri + (manifestUri.endsWith("/") ? "" : "/") + "zenoti-sync-" + UUID.randomUUID() + ".manifest";
        ObjectStore store = objects.of(set.uris().get(0));
        store.put(manifest, manifest(set.uris()));
        try {
            return copy(connection, session, set, manifest, Address.MANIFEST);
        } finally {
            store.delete(manifest);
        }
    }

    private long copy(Connection connection, long session, ObjectSet set, String uri, Address address)
            throws SQLException {
        ObjectStore store = objects.of(set.uris().get(0));
        Optional<ObjectStore.Keys> keys = access.keys(store);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql(set, uri, address, store, keys));
        } catch (SQLException e) {
            // no cause: it might hold the statement, and so its secrets
            String message = access.withoutSecrets(String.valueOf(e.getMessage()), keys);
            throw message.contains(NOTED)
                    ? new ObjectLoadException(message, e.getSQLState(), session, set.uris())
                    : new SQLException(message, e.getSQLState());
        }
        return Jdbc.number(connection, "SELECT pg_last_copy_count()");
    }

    /** The statement. It holds secrets. */
    String sql(ObjectSet set, String uri, Address address, ObjectStore store, Optional<ObjectStore.Keys> keys)
            throws SQLException {
        List<String> clauses = new ArrayList<>();
        clauses.add("COPY \"" + StageTable.NAME + "\" (" + columns(set.columns()) + ")");
        clauses.add("FROM " + CopyAccess.literal(uri));
        clauses.add(access.clause(keys, store.role()));
        if (address == Address.MANIFEST) {
            clauses.add("MANIFEST");
        }
        clauses.add("REGION " + CopyAccess.literal(store.region()));
        clauses.add("FORMAT AS CSV");
        if (set.hasHeader()) {
            clauses.add("IGNOREHEADER 1");
        }
        if (isEmptyTextNull) {
            clauses.add("EMPTYASNULL");
        }
        // otherwise \N would not be a text
        clauses.add("NULL AS " + CopyAccess.literal(NO_TEXT));
        clauses.add("IGNOREBLANKLINES");
        clauses.add("DATEFORMAT 'auto' TIMEFORMAT 'auto'");
        clauses.add("COMPUPDATE OFF STATUPDATE OFF");
        return String.join(" ", clauses);
    }

    /** "Using a manifest to specify data files": exactly these, and an error if one is missing. */
    static String manifest(List<String> uris) {
        return uris.stream()
                .map(uri -> "{\"url\": " + json(uri) + ", \"mandatory\": true}")
                .collect(Collectors.joining(",\n", "{\"entries\": [\n", "\n]}\n"));
    }

    private static String json(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static String columns(List<ColumnDefinition> columns) {
        return columns.stream().map(column -> '"' + column.name() + '"').collect(Collectors.joining(", "));
    }
}
