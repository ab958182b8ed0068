package org.zenotisync.warehouse;

import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;

/** The type of a column in the catalog of PostgreSQL, which Redshift has, too. */
public final class PgTypes {

    /** The modifier of a type is greater than its length or precision by this. */
    private static final int OFFSET = 4;

    private PgTypes() {}

    /**
     * The type, spelled as in SQL, for example {@code varchar(50)}; without a parameter if it has none.
     *
     * @param name {@code pg_type.typname}
     * @param modifier {@code pg_attribute.atttypmod}, -1 for none
     */
    public static PresentType of(String name, int modifier) {
        int value = modifier - OFFSET;
        return switch (name) {
            case "varchar", "bpchar" ->
                value < 0
                        ? PresentType.text(name, ColumnType.MAX_VARCHAR)
                        : PresentType.text(name + "(" + value + ")", value);
            case "numeric" -> value < 0 ? PresentType.anyNumber(name) : decimal(name, value >> 16, value & 0xFFFF);
            case "text" -> PresentType.text(name, ColumnType.MAX_VARCHAR);
            case "bool" -> PresentType.of(name, Kind.BOOLEAN);
            case "int2" -> PresentType.of(name, Kind.SMALLINT);
            case "int4" -> PresentType.of(name, Kind.INTEGER);
            case "int8" -> PresentType.of(name, Kind.BIGINT);
            case "float4" -> PresentType.of(name, Kind.REAL);
            case "float8" -> PresentType.of(name, Kind.DOUBLE);
            case "date" -> PresentType.of(name, Kind.DATE);
            case "time" -> PresentType.of(name, Kind.TIME);
            case "timestamp" -> PresentType.of(name, Kind.TIMESTAMP);
            case "timestamptz" -> PresentType.of(name, Kind.TIMESTAMPTZ);
            default -> PresentType.ofOwner(name);
        };
    }

    private static PresentType decimal(String name, int precision, int scale) {
        return PresentType.decimal(name + "(" + precision + "," + scale + ")", precision, scale);
    }
}
