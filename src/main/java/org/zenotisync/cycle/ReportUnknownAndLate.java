package org.zenotisync.cycle;

import java.sql.SQLException;
import org.zenotisync.config.SyncConfig;

/** Step of a pass: logs and stores objects that fit no known layout, and late objects that are not loaded. */
public final class ReportUnknownAndLate {

    private final SyncConfig config;
    private final UnknownReport unknownReport;
    private final LateReport lateReport;

    public ReportUnknownAndLate(SyncConfig config, UnknownReport unknownReport, LateReport lateReport) {
        this.config = config;
        this.unknownReport = unknownReport;
        this.lateReport = lateReport;
    }

    /** Logs the new ones; {@code status} lists all. */
    public void report(Pass pass) throws SQLException {
        FeedScan scan = pass.scan();
        unknownReport.update(config.source(), scan.unknown(), scan.isUnknownComplete(), scan.lookedAt()::covers);
        lateReport.update(config.source(), scan, pass.backlog().late());
    }
}
