package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.RowTimes;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.Track;
import org.zenotisync.warehouse.Jdbc;

/**
 * Reads from the target what its control tables record of the time before now. It counts no rows of target tables, so
 * that it costs little while the tables are large.
 */
public final class HistoryReader {

    /** Attempts of each track in its chart. */
    private static final int RUNS = 30;

    /** Older attempts are left out of charts: the run log grows for ever. */
    private static final Duration FURTHEST = Duration.ofDays(31);

    private static final int RUNS_OF_TABLE = 100;
    private static final int ROWS_OF_TABLE = 100;

    private final DataSource dataSource;
    private final ControlTables control;
    private final ConfiguredSources sources;
    private final Clock clock;

    public HistoryReader(DataSource dataSource, ControlTables control, SyncConfig config, Clock clock) {
        this.dataSource = dataSource;
        this.control = control;
        this.sources = ConfiguredSources.of(config);
        this.clock = clock;
    }

    /** The history of all tables of the configured sources; empty if the sync has never written to the database. */
    public History read() throws SQLException {
        return control.exist() ? Jdbc.with(dataSource, this::read) : History.none(clock.instant());
    }

    /**
     * The history of one table; empty if the sync has never written to the database.
     *
     * @param table folded table name
     */
    public TableHistory read(String table) throws SQLException {
        return control.exist()
                ? Jdbc.with(
                        dataSource,
                        connection -> new TableHistory(
                                control.runLog().latestOf(connection, table, RUNS_OF_TABLE),
                                control.quarantine().latestOf(connection, table, ROWS_OF_TABLE)))
                : TableHistory.NONE;
    }

    private History read(Connection connection) throws SQLException {
        Map<Track, Long> quarantined = new HashMap<>();
        control.quarantine().count(connection).stream()
                .filter(count -> sources.concern(count.source()))
                .forEach(count -> quarantined.merge(
                        new Track(count.source(), count.pod(), count.table()), count.rows(), Long::sum));
        return new History(
                clock.instant(),
                control.runLog().latest(connection, clock.instant().minus(FURTHEST), RUNS),
                control.runLog().recentTimes(connection, RowTimes.KEPT),
                quarantined,
                control.verifyOutcomes().all(connection),
                control.schemaFiles().all(connection).stream()
                        .filter(file -> sources.concern(file.source()))
                        .toList(),
                control.lateObjects().allIfExists(connection).stream()
                        .filter(late -> sources.concern(late.group().source()))
                        .toList());
    }
}
