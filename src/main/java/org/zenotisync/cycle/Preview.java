package org.zenotisync.cycle;

import java.util.List;
import java.util.Map;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaHolds;

/**
 * What a cycle would do now.
 *
 * @param schemaFiles to apply first, in order
 * @param unknown addresses of objects that fit no known layout, those in the schema folders first
 * @param backlog what would be loaded if no table was paused
 * @param pauses what is paused
 * @param holds by the id of the source: schema files that were tried and are not applied, with the tables that wait for
 *     them; the next try may apply them
 * @param hidden by folded table name: which columns the target does not get as the feed has them, whether rows of
 *     forgotten guests are left out, and by which way its rows come; only tables with such columns or rows
 */
public record Preview(
        List<SchemaFile> schemaFiles,
        List<String> unknown,
        Backlog backlog,
        PausedNames pauses,
        Map<String, SchemaHolds> holds,
        Map<String, HiddenColumns> hidden) {}
