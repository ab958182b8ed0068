package org.zenotisync.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The tables that hold the organisation's data in the bucket of every centre (feed documentation, "Data for center/zone
 * access"). They are consumed from one source of each organisation.
 */
public final class SharedTables {

    /** Stands for the tables that the documentation lists. */
    static final String DEFAULT = "default";

    /** The list of the documentation. It seems to be cut off at the letter l. */
    private static final List<String> DOCUMENTED = List.of(
            "bi_factfeedbackv2",
            "bi_factitemcommissiondeductions",
            "bi_dimagent",
            "bi_dimappointmentcategories",
            "bi_dimcampaign",
            "bi_dimcategoryproducts",
            "bi_dimcategoryservices",
            "bi_dimcustomforms",
            "bi_dimdiscount",
            "bi_dimdonations",
            "bi_dimemployeebreakcategories",
            "bi_dimemployeeschedulestatus",
            "bi_dimfactchanges",
            "bi_dimgiftcard",
            "bi_dimissuecategories",
            "bi_dimissuesource",
            "bi_dimissuesubcategories",
            "bi_dimissuetreatment",
            "bi_dimitems",
            "bi_dimloyaltypointprograms");

    private final List<String> globs;
    private final List<String> own;
    private final TableFilter filter;

    private SharedTables(List<String> globs, List<String> own) {
        this.globs = List.copyOf(globs);
        this.own = List.copyOf(own);
        this.filter = new TableFilter(globs, List.of());
    }

    /** Tables by their globs; {@value #DEFAULT} stands for those that the documentation lists. */
    static SharedTables of(List<String> globs) {
        List<String> all = new ArrayList<>();
        globs.forEach(glob -> all.addAll(glob.equalsIgnoreCase(DEFAULT) ? DOCUMENTED : List.of(glob)));
        return new SharedTables(
                all,
                globs.stream().filter(glob -> !glob.equalsIgnoreCase(DEFAULT)).toList());
    }

    /** Whether a table, given by its folded name, is shared. */
    public boolean contains(String table) {
        return !globs.isEmpty() && filter.accepts(table);
    }

    /** The tables that the documentation lists, by their folded names. */
    public static List<String> documented() {
        return DOCUMENTED;
    }

    /**
     * The globs of the setting that fit none of some tables, nor one that the documentation lists.
     *
     * @param tables folded names
     */
    public List<String> unmatched(Collection<String> tables) {
        return own.stream()
                .filter(glob -> {
                    TableFilter one = new TableFilter(List.of(glob), List.of());
                    return tables.stream().noneMatch(one::accepts)
                            && DOCUMENTED.stream().noneMatch(one::accepts);
                })
                .toList();
    }

    /** Equal texts mean equal choices of tables. */
    @Override
    public String toString() {
        return globs.isEmpty() ? "none" : filter.toString();
    }
}
