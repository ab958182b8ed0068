package org.zenotisync.web;

import java.util.List;
import java.util.Locale;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.cycle.History;
import org.zenotisync.cycle.LateReport;
import org.zenotisync.cycle.TableHistory;
import org.zenotisync.feed.Source;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;

/**
 * What the page of a table shows.
 *
 * @param table folded name
 * @param takenAt when, for people
 * @param notices what else a person should know
 * @param key kind and key, a line each way that a POD has them
 * @param isPaused whether it is paused
 * @param rows its tracks
 * @param runs its latest attempts
 * @param late its late objects
 * @param held its rows in quarantine
 * @param showsRows whether rows in quarantine are shown
 */
record TablePage(
        String table,
        String takenAt,
        List<String> notices,
        List<String> key,
        boolean isPaused,
        List<TableRow> rows,
        List<Run> runs,
        List<Late> late,
        List<Held> held,
        boolean showsRows) {

    /**
     * An attempt.
     *
     * @param counts what it did, in words
     */
    record Run(
            String endedAt,
            String place,
            String group,
            String outcome,
            boolean isFailed,
            String counts,
            String files,
            String took,
            ErrorText error) {}

    /**
     * A late object.
     *
     * @param what whether it is new or has changed
     */
    record Late(String address, String group, String what) {}

    /**
     * A row in quarantine.
     *
     * @param row the row itself; empty if rows are not shown
     */
    record Held(String at, String address, String line, String column, ErrorText reason, String row) {}

    /**
     * @param history of all tables
     * @param own of this table
     */
    static TablePage of(
            String table,
            SyncSnapshot now,
            History history,
            TableHistory own,
            List<String> notices,
            boolean showsRows) {
        List<TableSnapshot> tracks = now.tables().stream()
                .filter(track -> track.track().table().equals(table))
                .toList();
        return new TablePage(
                table,
                Words.time(now.takenAt()),
                notices,
                tracks.stream()
                        .flatMap(track -> track.key().stream())
                        .map(key -> inWords(key, showsRows))
                        .distinct()
                        .toList(),
                tracks.stream().anyMatch(track -> track.state() == TableSnapshot.State.PAUSED),
                tracks.stream()
                        .map(track -> TableRow.of(track, history, now.takenAt(), showsRows))
                        .toList(),
                own.runs().stream()
                        .map(run -> run(run, place(run.attempt().id(), tracks), showsRows))
                        .toList(),
                history.late().stream()
                        .filter(late -> late.group().table().equals(table))
                        .map(TablePage::late)
                        .toList(),
                own.held().stream().map(held -> held(held, showsRows)).toList(),
                showsRows);
    }

    /** Whether anything is known of the table. */
    public boolean isKnown() {
        return !rows.isEmpty() || !runs.isEmpty();
    }

    private static String inWords(KeyStatus key, boolean showsRows) {
        String kind = key.kind().map(id -> id.replace('-', ' ')).orElse("kind unknown");
        if (key.problem().isPresent()) {
            return kind + ": " + ErrorText.of(key.problem().get(), showsRows).line();
        }
        if (key.columns().isEmpty()) {
            return kind + ", which needs no key";
        }
        return kind + ", key " + String.join(", ", key.columns()) + " ("
                + key.from().map(TablePage::origin).orElse("origin unknown")
                + key.proven()
                        .map(isProven -> isProven ? ", proven" : ", not proven yet")
                        .orElse("") + ")";
    }

    private static String origin(String from) {
        return switch (from) {
            case "setting" -> "from the settings";
            case "primary-key" -> "primary key of the schema file";
            case "documentation" -> "from Zenoti's documentation";
            case "sortkey" -> "sortkey of the schema file";
            default -> from;
        };
    }

    /** Source and POD, the source by its name if the settings give it one. */
    private static String place(TableGroupId id, List<TableSnapshot> tracks) {
        String source = tracks.stream()
                .map(TableSnapshot::track)
                .filter(track -> track.source().equals(id.source())
                        && !track.sourceName().isEmpty())
                .map(Track::sourceName)
                .findFirst()
                .orElse(id.source());
        return source + " " + id.pod();
    }

    private static Run run(RunLog.Recorded recorded, String place, boolean showsRows) {
        RunLog.Attempt attempt = recorded.attempt();
        RunLog.Counts counts = attempt.counts();
        boolean isFailed = attempt.outcome() == RunLog.Outcome.FAILED;
        return new Run(
                Words.time(recorded.endedAt()),
                place,
                Long.toString(attempt.id().group()),
                attempt.outcome().name().toLowerCase(Locale.ROOT),
                isFailed,
                isFailed
                        ? ""
                        : Words.number(counts.read()) + " read, " + Words.number(counts.inserted()) + " inserted, "
                                + Words.number(counts.updated()) + " updated, " + Words.number(counts.deleted())
                                + " deleted"
                                + (counts.quarantined() == 0
                                        ? ""
                                        : ", " + Words.number(counts.quarantined()) + " into quarantine"),
                attempt.files() + ", " + Words.bytes(attempt.bytes()),
                Words.duration(attempt.duration()),
                attempt.error().map(error -> ErrorText.of(error, showsRows)).orElse(ErrorText.NONE));
    }

    private static Late late(LateObjects.Entry late) {
        return new Late(
                Source.uri(late.group().source(), late.key()),
                Long.toString(late.group().group()),
                LateReport.text(late));
    }

    private static Held held(Quarantine.Held held, boolean showsRows) {
        return new Held(
                Words.time(held.at()),
                Source.uri(held.group().source(), held.key()),
                Words.number(held.line()),
                held.column().orElse("–"),
                ErrorText.of(held.reason(), showsRows),
                showsRows ? held.raw() : "");
    }
}
