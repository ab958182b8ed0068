package org.zenotisync.verify;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.ColumnGlob;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.Spelling;
import org.zenotisync.warehouse.Jdbc;

/** Step of a verification: warns of what is to be ignored and is nowhere; most likely it is misspelled. */
public final class CheckIgnoredColumns {

    private static final Logger LOG = LoggerFactory.getLogger(CheckIgnoredColumns.class);

    /** So many near names are shown. */
    private static final int NAMED = 3;

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
                .flatMap(glob -> complaint(glob, tables).stream())
                .forEach(complaint -> LOG.warn("zenoti.verify.ignore-columns: {}", complaint));
    }

    /** What is wrong with a glob; empty if it fits a column. */
    private static Optional<String> complaint(ColumnGlob glob, List<FeedTable> known) {
        List<FeedTable> tables =
                known.stream().filter(table -> glob.fitsTable(table.name())).toList();
        if (tables.isEmpty()) {
            List<String> names = known.stream().map(FeedTable::name).toList();
            return Optional.of("no known table fits '" + glob.text() + "', so it leaves nothing out"
                    + near("tables", glob.table(), names));
        }
        Set<String> columns = new LinkedHashSet<>();
        tables.forEach(table -> columns.addAll(table.definition().columnNames()));
        return columns.stream().anyMatch(glob::fitsColumn)
                ? Optional.empty()
                : Optional.of(
                        "no column of " + (tables.size() == 1 ? tables.get(0).name() : "any known table")
                                + " fits '" + glob.text() + "', so it leaves nothing out"
                                + near("columns", glob.column(), List.copyOf(columns)));
    }

    private static String near(String what, String name, List<String> names) {
        return names.isEmpty()
                ? ""
                : "; " + what + " with near names: " + String.join(", ", Spelling.nearest(name, names, NAMED));
    }
}
