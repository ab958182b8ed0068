package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.PausedTables;
import org.zenotisync.config.TableFilter;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.status.LiveStatus;
import org.zenotisync.warehouse.Jdbc;

/**
 * The tables that somebody has paused. Their table groups wait until the tables are resumed. A pause survives restarts.
 * A pause by another process counts from the next cycle on.
 */
public final class Pauses {

    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);

    /** The longest possible name of a table, in characters. */
    private static final int LONGEST_NAME = 127;

    private final DataSource dataSource;
    private final ControlTables control;
    private final LiveStatus live;
    private volatile PausedNames paused = PausedNames.of(List.of());

    public Pauses(DataSource dataSource, ControlTables control, LiveStatus live) {
        this.dataSource = dataSource;
        this.control = control;
        this.live = live;
    }

    /** Whether a table, given by its folded name, is paused. */
    public boolean isPaused(String table) {
        return paused.isPaused(table);
    }

    /** The folded names of the tables that are paused, as this process knows them; sorted. */
    public List<String> all() {
        PausedNames now = paused;
        Set<String> all = new TreeSet<>(now.tables());
        live.tables().stream().filter(now::isPaused).forEach(all::add);
        return List.copyOf(all);
    }

    /** @throws TablePausedException if the table is paused */
    public void requireRunning(TableGroup group) throws TablePausedException {
        if (isPaused(group.id().table())) {
            throw new TablePausedException(group.id().table());
        }
    }

    /**
     * Pauses tables. A table group that is being loaded is finished first.
     *
     * @param glob a table name, in which {@code *} matches any characters and {@code ?} matches one; in any case
     * @return the tables that it matches
     * @throws IllegalArgumentException if no known table matches
     * @throws SQLException if the change cannot be stored
     */
    public synchronized List<String> pause(String glob) throws SQLException {
        control.requireKnownVersion();
        List<String> tables = named(glob);
        Jdbc.runInTransaction(dataSource, connection -> {
            control.pausedTables().add(connection, tables);
        });
        refresh();
        LOG.info("Paused: {}", String.join(", ", tables));
        return tables;
    }

    /**
     * Resumes tables from the next cycle on.
     *
     * @param glob as for {@link #pause}
     * @return the tables that it matches, including those that were not paused
     * @throws IllegalArgumentException if no known table matches, or if a table stays paused by a glob that also
     *     matches other tables
     * @throws SQLException if the change cannot be stored
     */
    public synchronized List<String> resume(String glob) throws SQLException {
        control.requireKnownVersion();
        List<String> rows = read().rowsOf(matching(glob), glob);
        List<String> tables = rows.isEmpty() ? named(glob) : matching(glob);
        Jdbc.runInTransaction(dataSource, connection -> {
            control.pausedTables().remove(connection, rows);
        });
        refresh();
        tables.stream().filter(this::isPaused).findFirst().ifPresent(table -> {
            throw new IllegalArgumentException(table + " stays paused by '" + String.join("', '", paused.pausing(table))
                    + "', which pauses other tables, too; resume that");
        });
        LOG.info("Resumed: {}", String.join(", ", tables));
        return tables;
    }

    /** Reads again what is paused, and warns of rows that do not pause anything. */
    synchronized void refreshForCycle() throws SQLException {
        refresh();
        paused.unreadable()
                .forEach(row -> LOG.warn(
                        "'{}' in {} is neither the name of a table nor a glob (letters, digits, _, *, ?), so it does"
                                + " not pause any table",
                        row,
                        PausedTables.TABLE));
    }

    /** Reads again what is paused. */
    public synchronized void refresh() throws SQLException {
        paused = read();
    }

    private PausedNames read() throws SQLException {
        return PausedNames.of(Jdbc.with(dataSource, control.pausedTables()::all));
    }

    private List<String> named(String glob) throws SQLException {
        List<String> named = matching(glob);
        if (named.isEmpty()) {
            Set<String> known = known();
            throw new IllegalArgumentException("no table is called '" + glob + "'; known: "
                    + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
        return named;
    }

    private List<String> matching(String glob) throws SQLException {
        if (!Jdbc.with(dataSource, control.pausedTables()::exists)) {
            throw new IllegalArgumentException("no table is known yet: the first cycle has not run");
        }
        if (glob == null || glob.isBlank() || glob.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("give the name of a table, or a glob; * matches all tables");
        }
        TableFilter filter = new TableFilter(List.of(glob), List.of());
        return known().stream().filter(filter::accepts).toList();
    }

    private Set<String> known() throws SQLException {
        // a row may name a table that does not exist, because somebody has misspelt it
        Set<String> known = new TreeSet<>(read().tables());
        Jdbc.with(dataSource, control.tables()::all)
                .forEach(table -> known.add(table.definition().name()));
        // a table of the feed whose schema file is missing or refused has no definition either
        known.addAll(live.tables());
        return known;
    }
}
