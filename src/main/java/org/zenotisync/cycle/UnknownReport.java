package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.UnknownKeys;
import org.zenotisync.model.Quantity;
import org.zenotisync.warehouse.Jdbc;

/** Logs objects in the bucket that fit no known layout of the feed, each once, and stores them until they are gone. */
public final class UnknownReport {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownReport.class);

    /** Objects that are logged one by one. */
    private static final int LOGGED = 20;

    private final DataSource dataSource;
    private final ControlTables control;

    public UnknownReport(DataSource dataSource, ControlTables control) {
        this.dataSource = dataSource;
        this.control = control;
    }

    /**
     * Stores what a listing has found.
     *
     * @param keys keys of the objects that fit no known layout
     * @param isComplete whether these are all that the listing has found; if so, other known objects that it covers are
     *     gone
     * @param covered whether the listing would have found the object of a key
     */
    void update(Source source, List<String> keys, boolean isComplete, Predicate<String> covered) throws SQLException {
        Set<String> found = new HashSet<>(keys);
        Set<String> known = new HashSet<>(
                Jdbc.with(dataSource, c -> control.unknownObjects().all(c, source.id())));
        List<String> gone = isComplete
                ? known.stream()
                        .filter(key -> !found.contains(key) && covered.test(key))
                        .toList()
                : List.of();
        int room = Math.max(0, UnknownKeys.NAMED - (known.size() - gone.size()));
        List<String> fresh = found.stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .limit(room)
                .toList();
        if (gone.isEmpty() && fresh.isEmpty()) {
            return;
        }
        fresh.stream()
                .limit(LOGGED)
                .forEach(key -> LOG.warn("{} fits no known layout of the feed and is not loaded", source.uri(key)));
        if (fresh.size() > LOGGED) {
            LOG.warn(
                    "{} more fit no known layout of the feed and are not loaded; status lists them",
                    Quantity.of(fresh.size() - LOGGED, "object"));
        }
        Jdbc.runInTransaction(dataSource, connection -> {
            control.unknownObjects().update(connection, source.id(), fresh, gone);
        });
    }
}
