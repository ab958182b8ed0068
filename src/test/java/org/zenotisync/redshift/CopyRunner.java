package org.zenotisync.redshift;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Carries out a COPY: reads the objects, and sends PostgreSQL their rows. */
final class CopyRunner {

    /** State of nearly all errors of COPY. */
    static final String INTERNAL_ERROR = "XX000";

    private static final int CHUNK = 1 << 16;

    private final Connection postgres;
    private final Connection other;
    private final StandInUrl url;
    private final CopyStatement copy;
    private final StringBuilder rows = new StringBuilder();

    /** @param other a connection to the same database that no roll-back of the load reaches */
    CopyRunner(Connection postgres, Connection other, StandInUrl url, CopyStatement copy) {
        this.postgres = postgres;
        this.other = other;
        this.url = url;
        this.copy = copy;
    }

    /** The number of rows. */
    long run() throws SQLException {
        List<CopyColumn> columns = CopyColumn.of(postgres, copy);
        Steps.lockForWrite(copy.table()).run(postgres);
        try (StandInS3 s3 = StandInS3.open(url.database(), copy)) {
            List<S3Address> objects = s3.objects(copy);
            CopyIn rowsIn = postgres.unwrap(PGConnection.class).getCopyAPI().copyIn(sql(columns));
            try {
                for (S3Address object : objects) {
                    load(rowsIn, s3, object, columns);
                }
                send(rowsIn);
                return rowsIn.endCopy();
            } finally {
                if (rowsIn.isActive()) {
                    rowsIn.cancelCopy();
                }
            }
        }
    }

    private String sql(List<CopyColumn> columns) {
        return "COPY " + copy.table().sql()
                + columns.stream()
                        .map(column -> TableName.quote(column.name()))
                        .collect(Collectors.joining(", ", " (", ")"))
                + " FROM STDIN";
    }

    private void load(CopyIn rowsIn, StandInS3 s3, S3Address object, List<CopyColumn> columns) throws SQLException {
        FieldReader reader = new FieldReader(copy, url.isQuotedEmptyNull(), new TimeReader(copy, other));
        try (InputStream content = s3.open(object)) {
            CsvRecords records = new CsvRecords(content, copy, url.keepsReturns());
            try {
                while (records.next()) {
                    add(records.fields(), columns, reader);
                    if (rows.length() >= CHUNK) {
                        send(rowsIn);
                    }
                }
            } catch (BadRow e) {
                LoadErrorTables.note(other, session(), object, records, e);
                throw new SQLException(
                        "ERROR: Load into table '" + copy.table().table()
                                + "' failed.  Check 'stl_load_errors' system table for details.",
                        INTERNAL_ERROR);
            }
        } catch (IOException e) {
            throw StandInS3.failed(e.getMessage());
        }
    }

    private int session() throws SQLException {
        return postgres.unwrap(PGConnection.class).getBackendPID();
    }

    private void add(List<CsvRecords.Field> fields, List<CopyColumn> columns, FieldReader reader) throws BadRow {
        if (fields.size() < columns.size()) {
            throw new BadRow(BadRow.TOO_FEW_FIELDS, "Delimiter not found", columns.get(fields.size() - 1), "");
        }
        if (fields.size() > columns.size()) {
            throw new BadRow(BadRow.TOO_MANY_FIELDS, "Extra column(s) found");
        }
        for (int i = 0; i < columns.size(); i++) {
            rows.append(i == 0 ? "" : "\t");
            String value = reader.read(fields.get(i), columns.get(i));
            rows.append(value == null ? "\\N" : escaped(value));
        }
        rows.append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private void send(CopyIn rowsIn) throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        rowsIn.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }
}
