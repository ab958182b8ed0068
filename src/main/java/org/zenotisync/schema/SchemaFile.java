package org.zenotisync.schema;

import java.util.Map;
import org.zenotisync.feed.FeedObject;

/**
 * A schema file that is new or has changed.
 *
 * @param object the file
 * @param role which folder it lies in
 * @param firstSetUp whether nothing of this source was consumed yet
 * @param firstTime whether it was never applied, after the first set-up
 * @param laterRenames see {@link SchemaPlanner}
 */
public record SchemaFile(
        FeedObject object, Role role, boolean firstSetUp, boolean firstTime, Map<String, String> laterRenames) {

    SchemaFile with(Map<String, String> renames) {
        return new SchemaFile(object, role, firstSetUp, firstTime, renames);
    }

    /** The two folders (feed documentation, "SchemaFull folder" and "SchemaUpgrade folder"). */
    public enum Role {
        FULL,
        UPGRADE
    }
}
