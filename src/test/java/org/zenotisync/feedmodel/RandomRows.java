package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zenotisync.model.TableKind;

/** Rows of one table group, logid by logid. A row is the texts of all columns in the order of the schema. */
final class RandomRows {

    /** What a table group must not contain, because its result would not be determined or the key not be proven. */
    record Limits(boolean unique, boolean freshKeysOnly, boolean noNullKeys) {}

    private final RandomTable table;
    private final KeyPool keys;
    private final RandomValues values;
    private final Dice dice;
    private final Limits limits;

    /** Keys that earlier batches of this table group inserted. */
    private final List<Identity> inserted = new ArrayList<>();

    /** Keys that must not come again: of the logid for a fact, of the whole table group for a dimension. */
    private final Set<Identity> taken = new HashSet<>();

    private record Identity(List<String> key, String organization) {}

    RandomRows(RandomTable table, KeyPool keys, RandomValues values, Dice dice, Limits limits) {
        this.table = table;
        this.keys = keys;
        this.values = values;
        this.dice = dice;
        this.limits = limits;
    }

    /** Whether some row so far shows that the key is one (rule 6). */
    boolean proveTheKey() {
        return !inserted.isEmpty();
    }

    /** The rows of the next logid. */
    List<List<String>> batch(int actions) {
        List<List<String>> rows = new ArrayList<>();
        if (table.kind() == TableKind.FACT) {
            taken.clear();
        }
        List<Identity> earlier = List.copyOf(inserted);
        for (int i = 0; i < actions; i++) {
            switch (table.kind()) {
                case FACT -> fact(rows, earlier);
                case APPEND_ONLY_FACT -> rows.add(row(new Identity(List.of(), values.organization()), anyVoid()));
                case DIMENSION -> dimension(rows);
            }
        }
        return dice.shuffled(rows);
    }

    private void fact(List<List<String>> rows, List<Identity> earlier) {
        Identity known = identity(keys.known());
        switch (dice.between(1, 12)) {
            case 1 -> rows.add(row(identity(keys.unknown()), values.bool(true)));
            case 2 -> rows.add(row(known, values.bool(true)));
            case 3 -> live(rows, known);
            case 4, 5 -> {
                rows.add(row(known, values.bool(true)));
                live(rows, known);
            }
            case 6 -> {
                live(rows, known);
                live(rows, limits.unique() ? identity(keys.fresh()) : known);
            }
            case 7 -> withNull(rows, known);
            case 8 -> {
                if (!earlier.isEmpty()) {
                    rows.add(row(dice.pick(earlier), values.bool(true)));
                }
            }
            default -> live(rows, identity(keys.fresh()));
        }
    }

    private void live(List<List<String>> rows, Identity wanted) {
        Identity identity = limits.freshKeysOnly() ? identity(keys.fresh()) : wanted;
        if (!limits.unique() || taken.add(identity)) {
            rows.add(row(identity, values.bool(false)));
            inserted.add(identity);
        }
    }

    private void withNull(List<List<String>> rows, Identity known) {
        if (limits.noNullKeys()) {
            return;
        }
        boolean noOrganization = table.hasOrganization() && dice.oneIn(2);
        if (noOrganization || mayKeyBeNull()) {
            Identity identity = noOrganization
                    ? new Identity(known.key(), null)
                    : new Identity(oneNull(known.key()), known.organization());
            rows.add(row(identity, values.bool(dice.oneIn(3))));
        }
    }

    private void dimension(List<List<String>> rows) {
        if (dice.oneIn(15) && !limits.noNullKeys() && mayKeyBeNull()) {
            rows.add(row(new Identity(oneNull(keys.fresh()), values.organization()), anyVoid()));
            return;
        }
        List<String> key = limits.freshKeysOnly() || dice.oneIn(3) ? keys.fresh() : keys.known();
        Identity byKeyAlone = new Identity(key, null);
        if (!limits.unique() || taken.add(byKeyAlone)) {
            rows.add(row(identity(key), anyVoid()));
            inserted.add(byKeyAlone);
        }
    }

    /** Redshift's PRIMARY KEY columns are NOT NULL; a documented key of which rows have no value is not used. */
    private boolean mayKeyBeNull() {
        return table.keySource() != RandomTable.KeySource.PRIMARY_KEY
                && table.keySource() != RandomTable.KeySource.DOCUMENTATION;
    }

    private List<String> oneNull(List<String> key) {
        List<String> copy = new ArrayList<>(key);
        copy.set(dice.between(0, key.size() - 1), RandomValues.NULL);
        return copy;
    }

    private Identity identity(List<String> key) {
        return new Identity(key, table.hasOrganization() ? values.organization() : null);
    }

    private String anyVoid() {
        return dice.oneIn(5) ? RandomValues.NULL : values.bool(dice.oneIn(3));
    }

    private List<String> row(Identity identity, String isVoid) {
        List<String> row = new ArrayList<>();
        boolean wide = table.columns().size() > 30;
        for (RandomColumn column : table.columns()) {
            int inKey = table.key().indexOf(column.folded());
            if (inKey >= 0) {
                row.add(values.respelled(identity.key().get(inKey), column.type()));
            } else if (column.folded().equals(ModelTable.ORGANIZATION)) {
                row.add(identity.organization());
            } else {
                row.add(column.folded().equals(ModelTable.VOID) ? isVoid : values.any(column, wide));
            }
        }
        return row;
    }
}
