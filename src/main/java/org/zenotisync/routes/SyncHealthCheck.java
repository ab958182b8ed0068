package org.zenotisync.routes;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/** One health check of a sync in Camel. */
final class SyncHealthCheck implements HealthCheck {

    private static final String GROUP = "zenoti";

    /** Detail with the message: the endpoint of MicroProfile Health (Camel 4.14) shows details, but no messages. */
    private static final String REASON = "reason";

    private final String id;
    private final Kind kind;
    private final Supplier<Optional<String>> problem;
    private final Supplier<Optional<String>> note;
    private volatile boolean isEnabled = true;

    /**
     * @param kind readiness or liveness
     * @param problem gives the reason to be down, as text for people without secrets; empty if there is none
     * @param note gives what people should know though it is up, such as one of several sources that cannot be listed
     */
    SyncHealthCheck(String id, Kind kind, Supplier<Optional<String>> problem, Supplier<Optional<String>> note) {
        this.id = id;
        this.kind = kind;
        this.problem = problem;
        this.note = note;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getGroup() {
        return GROUP;
    }

    @Override
    public boolean isEnabled() {
        return isEnabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        isEnabled = enabled;
    }

    @Override
    public boolean isReadiness() {
        return kind == Kind.READINESS;
    }

    @Override
    public boolean isLiveness() {
        return kind == Kind.LIVENESS;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this)
                .detail(CHECK_ID, id)
                .detail(CHECK_GROUP, GROUP)
                .detail(CHECK_KIND, kind.name())
                .detail(CHECK_ENABLED, isEnabled);
        if (!isEnabled) {
            return result.unknown().message("disabled").build();
        }
        Optional<String> reason = problem.get();
        if (reason.isPresent()) {
            return result.down()
                    .message(reason.get())
                    .detail(REASON, reason.get())
                    .build();
        }
        note.get().ifPresent(text -> result.message(text).detail(REASON, text));
        return result.up().build();
    }
}
