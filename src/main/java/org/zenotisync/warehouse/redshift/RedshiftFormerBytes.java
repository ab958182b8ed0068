package org.zenotisync.warehouse.redshift;

import java.util.List;
import org.zenotisync.warehouse.FormerBytes;

/** What Redshift keeps beside the rows. */
final class RedshiftFormerBytes implements FormerBytes {

    @Override
    public List<String> places() {
        return List.of(
                "blocks of rows that were replaced, and of columns that were dropped: until VACUUM DELETE ONLY of the"
                        + " tables, which the cluster also does automatically",
                "snapshots of the cluster, and exports: as long as you keep them",
                "STL, SVL and SYS views and audit logs, which have statements: 7 days in the cluster, then as long as"
                        + " you keep them in S3");
    }
}
