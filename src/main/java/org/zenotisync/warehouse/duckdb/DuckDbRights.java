package org.zenotisync.warehouse.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zenotisync.warehouse.Rights;

/** A missing right of the file system, or a URL that opens the file for reading only. */
final class DuckDbRights implements Rights {

    @Override
    public Optional<String> missingRight(Connection connection, SQLException failure, List<String> tables) {
        return missingRight(failure);
    }

    /** Explains a refusal; needs no connection. */
    static Optional<String> missingRight(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains("read-only mode")) {
            return Optional.of("it is opened for reading only; remove access_mode=READ_ONLY from zenoti.target.url");
        }
        boolean isRefused = Stream.of("Permission denied", "Read-only file system", "Operation not permitted")
                .anyMatch(message::contains);
        return isRefused
                ? Optional.of("this user may not write the file or its folder, where DuckDB also writes <file>.wal and"
                        + " <file>.tmp; give that right, or choose another file by zenoti.target.url ("
                        + message.strip()
                        + ")")
                : Optional.empty();
    }
}
