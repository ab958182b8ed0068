package org.zenotisync.load;

import java.util.List;
import org.zenotisync.model.TableDefinition;

/**
 * Watches the first column of a key while rows pass: numbers that ascend strictly are unique, and nobody need ask the
 * database, which would sort them all. Exports are usually written in the order of their numeric key.
 */
final class AscendingKey {

    private final int column;
    private boolean unique;
    private boolean begun;
    private long high;
    private long low;

    /** @param key columns of the key; with none, nothing is ever shown */
    AscendingKey(TableDefinition table, List<String> key) {
        this.column = key.isEmpty() ? -1 : table.indexOf(key.get(0));
        this.unique = column >= 0;
    }

    /** Whether no two of the rows so far share their key: true only if their order shows it. A NULL equals nothing. */
    boolean isUnique() {
        return unique;
    }

    /** A number as 128-bit two's complement. */
    void next(int ofColumn, long nextHigh, long nextLow) {
        if (ofColumn == column) {
            boolean ascends = nextHigh > high || nextHigh == high && Long.compareUnsigned(nextLow, low) > 0;
            unique &= ascends || !begun;
            begun = true;
            high = nextHigh;
            low = nextLow;
        }
    }

    /** A value that is no number. */
    void nextOther(int ofColumn) {
        if (ofColumn == column) {
            unique = false;
        }
    }
}
