package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.schema.SchemaFile;

/**
 * What a cycle would do now.
 *
 * @param schemaFiles to apply first, in order
 * @param unknownSchemaFiles keys of objects in the schema folders that are no schema files
 * @param backlog what would be loaded if no table were paused
 * @param pausedTables folded names of the tables that are paused
 */
public record Preview(
        List<SchemaFile> schemaFiles, List<String> unknownSchemaFiles, Backlog backlog, List<String> pausedTables) {}
