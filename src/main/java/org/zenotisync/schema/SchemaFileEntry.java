package org.zenotisync.schema;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What is recorded about a schema file.
 *
 * @param source the source's id
 * @param key the complete key
 * @param etag of the content that was last looked at
 * @param lastModified when that content was written, in UTC
 * @param note why it was refused, or what was done by hand; empty for nothing
 * @param decidedAt when the outcome was noted, in UTC
 * @param tables that it concerns; empty if an earlier version of the program, which did not know them, has written
 *     the entry
 * @param user who has accepted it or wants it tried again; empty for the program itself
 * @param loadedPast table groups that were loaded past the file
 * @param isFirstSetUp whether it was first looked at before anything was consumed
 * @param wasApplied whether it was ever applied, with this content or an earlier one
 */
public record SchemaFileEntry(
        String source,
        String key,
        String etag,
        LocalDateTime lastModified,
        SchemaFileOutcome outcome,
        Optional<String> note,
        LocalDateTime decidedAt,
        Optional<ConcernedTables> tables,
        Optional<String> user,
        PastGroups loadedPast,
        boolean isFirstSetUp,
        boolean wasApplied) {}
