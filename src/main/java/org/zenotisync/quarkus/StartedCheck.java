package org.zenotisync.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Whether {@code run} has read its settings, opened the target and added its routes. */
@Startup
@ApplicationScoped
class StartedCheck implements HealthCheck {

    private final SyncLauncher launcher;

    StartedCheck(SyncLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("zenoti-started")
                .status(launcher.isStarted())
                .build();
    }
}
