package org.zenotisync.routes;

import java.time.Clock;
import javax.sql.DataSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.EachSource;
import org.zenotisync.event.SyncEvents;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.stage.ReadCounters;
import org.zenotisync.warehouse.Warehouse;

/**
 * What all parts of a sync share.
 *
 * @param dataSource connects to the target, and joins transactions
 * @param control the control tables in the target
 * @param listing lists the sources
 * @param eachSource reads sources side by side
 * @param objects reads objects through a route, which can be stopped
 * @param objectsWithoutRoutes reads objects for commands, which need no route
 * @param counters what was read so far
 * @param events who gets to know what happens
 */
record SyncCore(
        SyncConfig config,
        DataSource dataSource,
        Warehouse warehouse,
        ControlTables control,
        FeedListing listing,
        EachSource eachSource,
        ObjectReader objects,
        ObjectReader objectsWithoutRoutes,
        ReadCounters counters,
        SyncEvents events,
        Clock clock) {}
