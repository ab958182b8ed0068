package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The expected rows of one target table, and the documented ways to change them, one row at a time. The key is given
 * with every call because it is read from the schema, which may change between two calls.
 */
final class ModelTable {

    static final String VOID = "void";
    static final String ORGANIZATION = "organizationid";

    private final List<Map<String, Object>> rows = new ArrayList<>();

    List<Map<String, Object>> rows() {
        return rows;
    }

    /**
     * Delete-insert of one batch, which is one logid with all its part files (feed documentation, "Delete-insert
     * mechanism", steps 3 and 4; rule 2): first every void=1 row deletes, then the void=0 rows are inserted.
     *
     * @param match the key columns, and organizationid if the table has it (rule 3)
     */
    void deleteInsert(List<Map<String, Object>> batch, List<String> match) {
        for (Map<String, Object> row : batch) {
            if (isVoid(row)) {
                deleteMatching(row, match);
            }
        }
        for (Map<String, Object> row : batch) {
            if (!isVoid(row)) {
                rows.add(row);
            }
        }
    }

    /** "replay-safe merge" of a fact, first half: every row that matches any staged row goes, void or not. */
    void deleteEveryMatch(List<Map<String, Object>> tableGroup, List<String> match) {
        for (Map<String, Object> row : tableGroup) {
            deleteMatching(row, match);
        }
    }

    /** Append-only facts (rule 4): rows with void=1 are ignored, all others (void NULL too) are inserted. */
    void append(List<Map<String, Object>> batch) {
        for (Map<String, Object> row : batch) {
            if (!Boolean.TRUE.equals(row.get(VOID))) {
                rows.add(row);
            }
        }
    }

    /**
     * Update-insert of a dimension (feed documentation, "Update-insert mechanism", steps 2 and 3; rule 3): in the order
     * of the feed each row updates all rows of its key, or is inserted if there are none. void is data like any other.
     */
    void updateInsert(List<Map<String, Object>> batch, List<String> key) {
        for (Map<String, Object> row : batch) {
            boolean found = false;
            for (int i = 0; i < rows.size(); i++) {
                if (matches(rows.get(i), row, key)) {
                    rows.set(i, row);
                    found = true;
                }
            }
            if (!found) {
                rows.add(row);
            }
        }
    }

    private void deleteMatching(Map<String, Object> row, List<String> match) {
        rows.removeIf(candidate -> matches(candidate, row, match));
    }

    /** Rule 3: a NULL equals nothing, as in SQL, not even another NULL. */
    private static boolean matches(Map<String, Object> left, Map<String, Object> right, List<String> columns) {
        for (String column : columns) {
            Object value = left.get(column);
            if (value == null || !value.equals(right.get(column))) {
                return false;
            }
        }
        return true;
    }

    /** Rule 5: a fact's row without a void flag is a bad row, not one to guess about. */
    private static boolean isVoid(Map<String, Object> row) {
        if (row.get(VOID) == null) {
            throw new IllegalArgumentException("a fact's row without void: " + row);
        }
        return (Boolean) row.get(VOID);
    }
}
