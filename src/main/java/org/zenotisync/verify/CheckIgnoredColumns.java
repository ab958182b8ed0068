package org.zenotisync.verify;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.ColumnGlob;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.UnfitGlobs;
import org.zenotisync.model.FeedTable;
import org.zenotisync.warehouse.Jdbc;

/** Step of a verification: warns of what is to be ignored and is nowhere; most likely it is misspelled. */
public final class CheckIgnoredColumns {

    private static final Logger LOG = LoggerFactory.getLogger(CheckIgnoredColumns.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;

    CheckIgnoredColumns(SyncConfig config, DataSource dataSource, ControlTables control) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
    }

    /** Logs a warning for each glob of the settings that fits no column of any known table. */
    public void warn() throws SQLException {
        List<ColumnGlob> globs = config.verify().ignoredColumns();
        if (globs.isEmpty() || !control.exist()) {
            return;
        }
        List<FeedTable> tables =
                Jdbc.with(dataSource, connection -> control.tables().all(connection));
        globs.stream()
                .flatMap(glob -> UnfitGlobs.complaint(glob, tables).stream())
                .forEach(complaint -> LOG.warn("zenoti.verify.ignore-columns: {}", complaint));
    }
}
