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

/** Logs and keeps what is in the bucket and belongs to no known layout of the feed, each object once, until it is gone. */
public final class UnknownReport {

    private static final Logger LOG = LoggerFactory.getLogger(UnknownReport.class);

    /** Objects that are told one by one. */
    private static final int TOLD = 20;

    private final DataSource dataSource;
    private final ControlTables control;

    public UnknownReport(DataSource dataSource, ControlTables control) {
        this.dataSource = dataSource;
        this.control = control;
    }

    /**
     * Takes over what a listing has found.
     *
     * @param keys what belongs to no known layout
     * @param isWhole whether these are all that the listing has found, so that of what it has covered the others are gone
     * @param covered whether the listing would have found a key
     */
    void update(Source source, List<String> keys, boolean isWhole, Predicate<String> covered) throws SQLException {
        Set<String> found = new HashSet<>(keys);
        Set<String> known = new HashSet<>(
                Jdbc.with(dataSource, c -> control.unknownObjects().all(c, source.id())));
        List<String> gone = isWhole
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
                .limit(TOLD)
                .forEach(key ->
                        LOG.warn("{} belongs to no known layout of the feed and is not loaded", source.uri(key)));
        if (fresh.size() > TOLD) {
            LOG.warn(
                    "{} more belong to no known layout of the feed and are not loaded; status lists them",
                    Quantity.of(fresh.size() - TOLD, "object"));
        }
        Jdbc.inTransaction(dataSource, connection -> {
            control.unknownObjects().update(connection, source.id(), fresh, gone);
            return null;
        });
    }
}
