package org.zenotisync.consume;

import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.ObjectLoadException;
import org.zenotisync.warehouse.Warehouse;

/** Explains why a database that reads objects from S3 has refused one. */
final class ObjectLoadErrors {

    /** Causes that are looked through. */
    private static final int DEEPEST = 20;

    private final DataSource dataSource;
    private final Warehouse warehouse;

    ObjectLoadErrors(DataSource dataSource, Warehouse warehouse) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
    }

    /**
     * Why a table group failed, by what the database has recorded. Called outside of the transaction that was rolled
     * back.
     *
     * @return the reason and a remedy; empty if the failure has another reason, or the database has recorded none
     */
    Optional<String> explain(Throwable failure) throws SQLException {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof ObjectLoadException refusal) {
                return Jdbc.with(dataSource, connection -> warehouse
                                .objectLoader()
                                .flatMap(loader -> loader.explain(connection, refusal)))
                        .map(text -> text + "; zenoti.on-bad-row=quarantine has the table group read row by row");
            }
        }
        return Optional.empty();
    }
}
