package org.zenotisync.consume;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.merge.TableKey;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** Prepares targets for later merges after a commit, in databases where that would commit too early before. */
public final class TargetUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(TargetUpkeep.class);

    private final DataSource dataSource;
    private final Warehouse warehouse;

    public TargetUpkeep(DataSource dataSource, Warehouse warehouse) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
    }

    /**
     * Prepares a target. If it fails, the log says so, and the next load tries again.
     *
     * @param what was committed, such as "bi_dimuser is adopted"
     * @param target name of the target table
     */
    public void afterCommit(String what, String target, TableKey key) {
        if (warehouse.ddl().isTransactional()) {
            return;
        }
        try {
            Jdbc.run(dataSource, connection -> warehouse.upkeep().afterLoad(connection, target, key.columns()));
        } catch (SQLException e) {
            LOG.warn(
                    "{}, but its target {} could not be prepared for later loads, which may take longer: {}",
                    what,
                    target,
                    missingRight(e, target).orElse(e.getMessage()));
        }
    }

    private Optional<String> missingRight(SQLException failure, String target) {
        try {
            return Jdbc.with(dataSource, c -> warehouse.rights().missingRight(c, failure, List.of(target)));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }
}
