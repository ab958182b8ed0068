package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** Finds out which missing right of the target's user has caused a failure. */
final class TargetRights {

    private static final Logger LOG = LoggerFactory.getLogger(TargetRights.class);

    /** Number of causes that are searched. */
    private static final int DEEPEST = 20;

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final List<String> controlTables;

    /** @param controlTables names of the control tables, without a schema */
    TargetRights(DataSource dataSource, Warehouse warehouse, List<String> controlTables) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.controlTables = controlTables;
    }

    /**
     * Finds the missing right.
     *
     * @param targets names of target tables that were to be used, without a schema
     * @return what is missing and the remedy; empty if the failure has another or an unknown reason
     */
    Optional<String> missing(Throwable failure, List<String> targets) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                return missing(refusal, targets);
            }
        }
        return Optional.empty();
    }

    private Optional<String> missing(SQLException refusal, List<String> targets) {
        List<String> tables = new ArrayList<>(targets);
        tables.addAll(controlTables);
        try {
            return Jdbc.with(dataSource, c -> warehouse.rights().missingRight(c, refusal, tables));
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The target does not say which right is missing", e);
            return Optional.empty();
        }
    }
}
