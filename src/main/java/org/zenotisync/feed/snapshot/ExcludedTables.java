package org.zenotisync.feed.snapshot;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.model.TableNames;

/** The tables that no snapshot has (feed documentation, "MonthlySnapshot"). */
public final class ExcludedTables {

    private static final Set<String> NAMES = Stream.of(
                    "Bi_FactEmployeeMembershipCommissions",
                    "Bi_FactItemCommissionDeductions",
                    "Bi_FactMultipleEmployeeCommission",
                    "Bi_FactAdoptionSummary",
                    "Bi_FactOpportunityCustomFieldValues",
                    "Bi_DimUtcToCenterTime",
                    "Bi_FactCampaignSummary",
                    "Bi_FactEmployeeItemLevelCommissions")
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private ExcludedTables() {}

    /** The names of these tables. */
    public static Set<String> names() {
        return NAMES;
    }

    /**
     * Whether the documentation excludes a table from the snapshots.
     *
     * @param table in any spelling, see {@link TableNames}
     * @return false also for a text that is not the name of a table
     */
    public static boolean isExcluded(String table) {
        return TableNames.read(table).filter(NAMES::contains).isPresent();
    }
}
