package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.feed.Source;
import org.zenotisync.model.Counted;
import org.zenotisync.warehouse.Jdbc;

/** Tells and keeps what lies in the bucket and belongs to no known layout of the feed, each object once. */
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

    void add(Source source, List<String> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>(
                Jdbc.with(dataSource, c -> control.unknownObjects().all(c, source.id())));
        List<String> fresh = keys.stream().filter(key -> !known.contains(key)).toList();
        fresh.stream()
                .limit(TOLD)
                .forEach(key ->
                        LOG.warn("{} belongs to no known layout of the feed and is not loaded", source.uri(key)));
        if (fresh.size() > TOLD) {
            LOG.warn(
                    "{} more belong to no known layout of the feed and are not loaded",
                    Counted.of(fresh.size() - TOLD, "object"));
        }
        Jdbc.inTransaction(dataSource, connection -> {
            control.unknownObjects().add(connection, source.id(), fresh);
            return null;
        });
    }
}
