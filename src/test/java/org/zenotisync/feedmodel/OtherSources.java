package org.zenotisync.feedmodel;

import java.util.List;
import java.util.Map;

/** What the model of a source must know of the other sources that feed the same tables. */
interface OtherSources {

    /** There are none. */
    OtherSources NONE = new OtherSources() {
        @Override
        public boolean mayHaveSameRows(String table) {
            return false;
        }

        @Override
        public List<Map<String, Object>> withoutThoseThere(String table, List<Map<String, Object>> rows) {
            return rows;
        }
    };

    /** Whether another source may have brought the same rows of a fact, so that the replay-safe merge is needed. */
    boolean mayHaveSameRows(String table);

    /** The rows of an append-only fact that no other source has brought as often. */
    List<Map<String, Object>> withoutThoseThere(String table, List<Map<String, Object>> rows);
}
