package org.zenotisync.verify;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.zenotisync.event.TableVerification.Undecided;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.warehouse.FindingState;

/** Why rows are undecided, in words. */
final class UndecidedReasons {

    /** So many table groups whose files are gone are named. */
    private static final int NAMED = 3;

    private UndecidedReasons() {}

    /**
     * The reasons that apply, with their number of rows.
     *
     * @param counts findings of a snapshot
     * @param gone table groups whose files are gone from the source
     */
    static List<Undecided> of(Map<FindingState, Long> counts, List<TableGroupId> gone) {
        return FindingState.undecided()
                .filter(counts::containsKey)
                .map(state -> new Undecided(text(state, gone), counts.getOrDefault(state, 0L)))
                .toList();
    }

    private static String text(FindingState state, List<TableGroupId> gone) {
        return switch (state) {
            case SHARES_KEY -> "several expected rows share their key";
            case FILES_GONE -> "files of " + names(gone) + " are gone from the source";
            case OF_OTHERS -> "another POD or source may have brought the row";
            default -> throw new IllegalArgumentException(state + " is decided");
        };
    }

    private static String names(List<TableGroupId> gone) {
        String named = gone.stream().limit(NAMED).map(TableGroupId::toString).collect(Collectors.joining(", "));
        return "table group" + (gone.size() == 1 ? " " : "s ") + named
                + (gone.size() > NAMED ? " and " + Quantity.of(gone.size() - NAMED, "other") : "");
    }
}
