package org.zenotisync.web;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.zenotisync.config.WebConfig;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.routes.ZenotiSync;

/** The status page on the HTTP port of Quarkus. A command that opens no port has its routes, too, but nobody asks. */
@Singleton
public class ServedPage {

    private final RunningCycle cycle = new RunningCycle();
    private final PageRoutes routes = new PageRoutes(Clock.systemUTC());

    void addRoutes(@Observes Router router) {
        routes.addTo(router);
    }

    /** Receives the events of the sync that will be shown. */
    public SyncSubscriber events() {
        return cycle;
    }

    /** Shows a sync; before that, the page says that the program starts. */
    public void show(ZenotiSync sync, WebConfig config) {
        routes.show(new StatusPage(sync, config, cycle));
    }
}
