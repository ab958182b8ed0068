package org.zenotisync.feed.snapshot;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import org.zenotisync.feed.Source;

/**
 * Zenoti's copy of one month of one POD (feed documentation, "MonthlySnapshot"): the folders
 * {@code MonthlySnapshot/ExtractDate/PodName/GroupID} of one date, POD and GroupID.
 *
 * @param source the source that the POD belongs to
 * @param pod the POD's folder name
 * @param extractDate the day that the extract was taken on
 * @param month whose data it holds: that of the extract's date minus 15 days
 * @param group GroupID, positive; the documentation says from 1000 on, and higher with each run
 * @param root where the folders are listed: the source, or the bucket's top
 * @param folders below the root, each with a slash at its end; several if names differ in case, or a date is written in
 *     several ways
 */
public record Snapshot(
        Source source,
        String pod,
        LocalDate extractDate,
        YearMonth month,
        long group,
        Source root,
        List<String> folders) {

    /** By month, POD, GroupID and date. Of a POD's snapshots of a month the last one counts. */
    public static final Comparator<Snapshot> ORDER = Comparator.comparing(Snapshot::month)
            .thenComparing(Snapshot::pod, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Snapshot::group)
            .thenComparing(Snapshot::extractDate);

    public Snapshot {
        folders = List.copyOf(folders);
        if (group < 1 || folders.isEmpty()) {
            throw new IllegalArgumentException("a snapshot has a positive GroupID and a folder");
        }
    }

    /** The address for messages, for example {@code s3://bucket/MonthlySnapshot/2024-02-01/POD1/1000/}. */
    public String uri() {
        return root.uri(root.prefix() + folders.get(0));
    }
}
