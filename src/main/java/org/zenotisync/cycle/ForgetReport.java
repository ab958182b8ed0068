package org.zenotisync.cycle;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code forget} has done. It has no value of the guest.
 *
 * @param tables those that refer to guests, by name
 * @param notGivenUp why the database could not give up the bytes of the rows; empty if it could, or need not
 * @param remains where the rows may still be, and for how long, in words
 */
public record ForgetReport(List<OfTable> tables, Optional<String> notGivenUp, List<String> remains) {

    public ForgetReport {
        tables = List.copyOf(tables);
        remains = List.copyOf(remains);
    }

    /** What has become of a table. */
    public enum State {
        /** It has no row of the guest. */
        FORGOTTEN,
        /** Its rows were only counted. */
        PLANNED,
        /** Nothing of the table has changed. */
        FAILED;

        /** As in JSON. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One table.
     *
     * @param table its folded name
     * @param target the name of its target
     * @param columns by which the rows were looked for, in the order of the table
     * @param rows of the guest in the target
     * @param unclaimed rows that were kept to be compared with those of another source
     * @param badRows rows of the quarantine that have the guest's key
     * @param errors of the run log and of verifications that quote the guest's key
     * @param note why rows may remain, or what has failed
     */
    public record OfTable(
            String table,
            String target,
            List<String> columns,
            long rows,
            long unclaimed,
            long badRows,
            long errors,
            State state,
            Optional<String> note) {

        public OfTable {
            columns = List.copyOf(columns);
        }
    }

    /** Whether rows of the guest, or their bytes, may still be where they need not be. */
    public boolean isIncomplete() {
        return notGivenUp.isPresent() || tables.stream().anyMatch(table -> table.state() == State.FAILED);
    }

    /** Rows that were removed, or would be, from targets. */
    public long rows() {
        return tables.stream().mapToLong(OfTable::rows).sum();
    }
}
