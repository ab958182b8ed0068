package org.zenotisync.schema;

import java.util.Map;
import org.zenotisync.feed.FeedObject;

/**
 * A schema file that is new or has changed.
 *
 * @param object the file
 * @param role which folder it lies in
 * @param firstSetUp whether no schema file of this source was applied before this cycle
 * @param firstTime whether it was never applied, and other schema files were
 * @param laterRenames see {@link SchemaPlanner}
 */
public record SchemaFile(
        FeedObject object, Role role, boolean firstSetUp, boolean firstTime, Map<String, String> laterRenames) {

    /** The two folders (feed documentation, "SchemaFull folder" and "SchemaUpgrade folder"). */
    public enum Role {
        FULL,
        UPGRADE
    }
}
