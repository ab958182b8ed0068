package org.zenotisync.web;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.zenotisync.config.WebConfig;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.routes.ZenotiSync;

/** The status page on the HTTP port of Quarkus. A command that opens no port has its routes, too, but nobody asks. */
@Singleton
// templates read these by name; a native binary has to know them
@RegisterForReflection(
        targets = {
            Chart.class,
            Condition.class,
            ErrorText.class,
            Filter.class,
            Frame.class,
            Message.class,
            Overview.class,
            Overview.Choice.class,
            RunningCycle.View.class,
            SchemaPage.class,
            SchemaPage.File.class,
            TablePage.class,
            TablePage.Held.class,
            TablePage.Late.class,
            TablePage.Run.class,
            TableRow.class,
            Verdict.class,
            Verdict.Level.class
        })
public class ServedPage {

    private final RunningCycle cycle = new RunningCycle();
    private final PageRoutes routes = new PageRoutes();

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
