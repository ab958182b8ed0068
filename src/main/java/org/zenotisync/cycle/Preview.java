package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaHolds;

/**
 * What a cycle would do now.
 *
 * @param schemaFiles to apply first, in order
 * @param unknownSchemaFiles keys of objects in the schema folders that are not schema files
 * @param backlog what would be loaded if no table was paused
 * @param pauses what is paused
 * @param holds schema files that were tried and are not applied, with the tables that wait for them; the next try may
 *     apply them
 */
public record Preview(
        List<SchemaFile> schemaFiles,
        List<String> unknownSchemaFiles,
        Backlog backlog,
        PausedNames pauses,
        SchemaHolds holds) {}
