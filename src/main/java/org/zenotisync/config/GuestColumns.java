package org.zenotisync.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;

/**
 * The columns that refer to guests: {@code zenoti.guest-columns}, and those that are known. A guest is a row of
 * {@code bi_dimuser}, which {@code userid} identifies ("Sample code for dimension tables" of the feed documentation);
 * other tables refer to it by {@code userid} or {@code guestid} ("Sample code" for facts, {@code Bi_FactForms}).
 *
 * @param configured what the setting adds
 */
public record GuestColumns(List<ColumnGlob> configured) {

    static final String KEY = "zenoti.guest-columns";

    /** The column that identifies a guest. */
    public static final String GUEST = "bi_dimuser.userid";

    private static final List<ColumnGlob> KNOWN =
            Stream.of("*.userid", "*.guestid").map(ColumnGlob::of).toList();

    public GuestColumns {
        configured = List.copyOf(configured);
    }

    /** Whether a column refers to guests; both names folded. */
    public boolean fits(String table, String column) {
        return Stream.concat(KNOWN.stream(), configured.stream())
                .anyMatch(glob -> glob.fitsTable(table) && glob.fitsColumn(column));
    }

    /** The values of the setting, with its key, for warnings. */
    public Map<ColumnGlob, String> globs() {
        return configured.stream().distinct().collect(Collectors.toMap(glob -> glob, glob -> KEY));
    }

    /**
     * The columns of a table that refer to guests, by present names: texts and whole or decimal numbers, since keys are
     * nothing else. A column whose former name refers to guests does, too: the feed renames columns without asking.
     */
    public Set<String> of(FeedTable table) {
        Set<String> names = new HashSet<>();
        for (ColumnDefinition column : table.definition().columns()) {
            if (fits(table.name(), column.name())) {
                names.add(column.name());
                names.add(table.presentName(column.name()));
            }
        }
        table.formerNames().forEach((former, present) -> {
            if (fits(table.name(), former)) {
                names.add(present);
            }
        });
        return table.definition().columns().stream()
                .filter(column -> canBeKey(column) && names.contains(column.name()))
                .map(ColumnDefinition::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean canBeKey(ColumnDefinition column) {
        return switch (column.type().kind()) {
            case VARCHAR, SMALLINT, INTEGER, BIGINT, DECIMAL -> true;
            default -> false;
        };
    }
}
