package org.zenotisync.cycle;

import java.util.List;
import org.zenotisync.schema.SchemaFile;

/**
 * What a cycle would do now.
 *
 * @param schemaFiles to apply first, in order
 * @param backlog what would be loaded
 */
public record Preview(List<SchemaFile> schemaFiles, Backlog backlog) {}
