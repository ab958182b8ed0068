package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.List;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.feed.Source;

/** Step of a pass: logs and stores objects that fit no known layout, and late objects that are not loaded. */
public final class ReportUnknownAndLate {

    private final UnknownReport unknownReport;
    private final LateReport lateReport;

    public ReportUnknownAndLate(UnknownReport unknownReport, LateReport lateReport) {
        this.unknownReport = unknownReport;
        this.lateReport = lateReport;
    }

    /** Logs the new ones; {@code status} lists all. */
    public void report(Pass pass) throws SQLException {
        for (FeedScan scan : pass.scans()) {
            Source source = scan.source();
            unknownReport.update(source, scan.unknown(), scan.isUnknownComplete(), scan.lookedAt()::covers);
            List<LateObjects.Entry> late = pass.backlog().late().stream()
                    .filter(entry -> entry.group().source().equals(source.id()))
                    .toList();
            lateReport.update(source, scan, late);
        }
    }
}
