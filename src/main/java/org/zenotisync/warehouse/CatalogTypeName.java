package org.zenotisync.warehouse;

/** The type of a column in the catalog of PostgreSQL, which Redshift has, too. */
public final class CatalogTypeName {

    /** The modifier of a type is greater than its length or precision by this. */
    private static final int OFFSET = 4;

    private CatalogTypeName() {}

    /**
     * The type as SQL spells it, for example {@code varchar(50)}; without a parameter if it has none.
     *
     * @param name {@code pg_type.typname}
     * @param modifier {@code pg_attribute.atttypmod}, -1 for none
     */
    public static String of(String name, int modifier) {
        if (modifier < OFFSET) {
            return name;
        }
        int value = modifier - OFFSET;
        return switch (name) {
            case "varchar", "bpchar" -> name + "(" + value + ")";
            case "numeric" -> name + "(" + (value >> 16) + "," + (value & 0xFFFF) + ")";
            default -> name;
        };
    }
}
