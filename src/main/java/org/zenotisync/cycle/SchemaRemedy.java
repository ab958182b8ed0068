package org.zenotisync.cycle;

import org.zenotisync.feed.FeedObject;
import org.zenotisync.schema.ConcernedTables;

/** What a person can do about a schema file that is not applied. */
final class SchemaRemedy {

    private SchemaRemedy() {}

    /**
     * The remedy, as text that follows the reason.
     *
     * @param tables the tables that wait for the file
     * @param source the name of the file's source; empty if there is only one source
     * @param isInLine whether it only waits for an earlier file
     */
    static String of(FeedObject file, String source, ConcernedTables tables, boolean isInLine) {
        String waiting = tables + (tables.isAll() || tables.names().size() > 1 ? " wait" : " waits") + " for it";
        if (isInLine) {
            return waiting;
        }
        String path = (source.isEmpty() ? "" : "--source " + source + " ") + quoted(file.path());
        return waiting + ". When you have made its change by hand, 'schema accept " + path
                + "' marks it as applied; a corrected file is read by the next cycle, and 'schema retry " + path
                + "' undoes an acceptance";
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9._/-]+") ? path : '"' + path + '"';
    }
}
