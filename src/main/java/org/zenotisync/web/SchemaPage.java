package org.zenotisync.web;

import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.zenotisync.cycle.History;
import org.zenotisync.feed.Source;
import org.zenotisync.schema.ConcernedTables;
import org.zenotisync.schema.SchemaFileEntry;

/**
 * What the page of the schema files shows.
 *
 * @param notices what else a person should know
 * @param files those that are not applied come first
 */
record SchemaPage(List<String> notices, List<File> files) {

    /**
     * A schema file.
     *
     * @param note why it is not applied, or what was done by hand
     * @param canRetry whether a person can have it tried again
     */
    record File(
            String address,
            String outcome,
            boolean isRefused,
            String tables,
            String decidedAt,
            String user,
            ErrorText note,
            boolean canRetry) {}

    /** @param showsRows whether values of the feed may be shown */
    static SchemaPage of(History history, List<String> notices, boolean showsRows) {
        return new SchemaPage(
                notices,
                history.schemaFiles().stream()
                        .sorted(Comparator.comparing((SchemaFileEntry file) -> !Overview.isRefused(file)))
                        .map(file -> file(file, showsRows))
                        .toList());
    }

    private static File file(SchemaFileEntry file, boolean showsRows) {
        return new File(
                Source.uri(file.source(), file.key()),
                file.outcome().text(),
                Overview.isRefused(file),
                file.tables()
                        .filter(tables -> !tables.isNone())
                        .map(ConcernedTables::toString)
                        .orElse("–"),
                Words.time(file.decidedAt().toInstant(ZoneOffset.UTC)),
                file.user().orElse("–"),
                file.note()
                        .filter(note -> !file.outcome().isDone())
                        .map(note -> ErrorText.of(note, showsRows))
                        .orElse(ErrorText.NONE),
                Overview.isRefused(file));
    }
}
