package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.TargetRules;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * Finds targets that are not as the {@code zenoti.columns} settings say, since these have changed. A table group that
 * is loaded says so, too; but a table may wait long for its next one, and somebody may believe its values to be hidden.
 */
final class ChangedRules {

    private static final Logger LOG = LoggerFactory.getLogger(ChangedRules.class);

    /** So many names are shown. */
    private static final int NAMED = 5;

    private final SyncConfig config;
    private final DataSource dataSource;
    private final Warehouse warehouse;

    ChangedRules(SyncConfig config, DataSource dataSource, Warehouse warehouse) {
        this.config = config;
        this.dataSource = dataSource;
        this.warehouse = warehouse;
    }

    /**
     * Logs in one line which targets these are, and the remedy. The database is asked only if there may be any.
     *
     * @param known all tables, also those that are not loaded at present: their targets have values nevertheless
     */
    void warn(List<KnownTable> known) throws SQLException {
        List<KnownTable> changed = known.stream()
                .filter(table -> TargetRules.complaint(config, table).isPresent())
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        List<KnownTable> present = Jdbc.with(dataSource, connection -> present(connection, changed));
        List<String> parts = new ArrayList<>();
        List<String> open = targets(present, true);
        if (!open.isEmpty()) {
            parts.add("they hide values that " + text(open) + (open.size() == 1 ? " still has" : " still have")
                    + ": 'apply-privacy' removes or hashes them");
        }
        List<String> lost = targets(present, false);
        if (!lost.isEmpty()) {
            parts.add("they ask for values that " + text(lost)
                    + (lost.size() == 1 ? " does not have, or has" : " do not have, or have")
                    + " hashed with another key: 'status' says what to do");
        }
        if (!parts.isEmpty()) {
            LOG.warn("the zenoti.columns settings have changed since targets were made; {}", String.join("; ", parts));
        }
    }

    /** A target that is gone has no values; it is made again as the settings say then. */
    private List<KnownTable> present(Connection connection, List<KnownTable> tables) throws SQLException {
        List<KnownTable> present = new ArrayList<>();
        for (KnownTable table : tables) {
            if (warehouse.catalog().has(connection, table.target())) {
                present.add(table);
            }
        }
        return present;
    }

    private List<String> targets(List<KnownTable> tables, boolean canBeApplied) {
        return tables.stream()
                .filter(table -> TargetRules.canBeApplied(config, table) == canBeApplied)
                .map(KnownTable::target)
                .toList();
    }

    private static String text(List<String> names) {
        List<String> shown = names.subList(0, Math.min(NAMED, names.size()));
        return (names.size() == 1 ? "the target table " : "the target tables ")
                + String.join(", ", shown)
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }
}
