package org.zenotisync.model;

import java.util.Objects;
import java.util.Optional;

/**
 * The type of a column as the feed's schema scripts declare it (Redshift types; feed documentation, "Initial Setup
 * Steps": the schema files are compatible with Redshift).
 *
 * @param kind what sort of value the column holds
 * @param precision bytes of UTF-8 for {@link Kind#VARCHAR}, digits for {@link Kind#DECIMAL}, otherwise 0
 * @param scale digits after the point for {@link Kind#DECIMAL}, otherwise 0
 */
public record ColumnType(Kind kind, int precision, int scale) {

    /** Bytes that a Redshift VARCHAR holds at most; what {@code VARCHAR(MAX)} means. */
    public static final int MAX_VARCHAR = 65_535;

    /** Digits that a Redshift DECIMAL holds at most. */
    public static final int MAX_DECIMAL = 38;

    /** The sorts of value that the feed can carry. */
    public enum Kind {
        BOOLEAN,
        SMALLINT,
        INTEGER,
        BIGINT,
        DECIMAL,
        REAL,
        DOUBLE,
        VARCHAR,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMPTZ
    }

    public ColumnType {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.VARCHAR && (precision < 1 || precision > MAX_VARCHAR)) {
            throw new IllegalArgumentException("VARCHAR takes 1 to 65535 bytes, not " + precision);
        }
        if (kind == Kind.DECIMAL && (precision < 1 || precision > MAX_DECIMAL || scale < 0 || scale > precision)) {
            throw new IllegalArgumentException(
                    "DECIMAL takes 1 to 38 digits and a scale up to that, not (" + precision + "," + scale + ")");
        }
    }

    /** A type without parameters. */
    public static ColumnType of(Kind kind) {
        return new ColumnType(kind, 0, 0);
    }

    /** A text type of at most {@code bytes} bytes of UTF-8. */
    public static ColumnType varchar(int bytes) {
        return new ColumnType(Kind.VARCHAR, bytes, 0);
    }

    /** An exact number. */
    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(Kind.DECIMAL, precision, scale);
    }

    /** Whether values are text; only there an empty field can mean an empty string. */
    public boolean isText() {
        return kind == Kind.VARCHAR;
    }

    /**
     * Whether every value of {@code other} can be kept in a column of this type unchanged, so that a change from
     * {@code other} to this type is a widening.
     */
    public boolean covers(ColumnType other) {
        if (equals(other)) {
            return true;
        }
        return switch (kind) {
            case VARCHAR -> other.kind == Kind.VARCHAR && precision >= other.precision;
            case INTEGER -> other.kind == Kind.SMALLINT;
            case BIGINT -> other.kind == Kind.SMALLINT || other.kind == Kind.INTEGER;
            case DECIMAL -> scale >= other.scale && precision - scale >= other.integerDigits();
            case DOUBLE -> other.kind == Kind.REAL || other.kind == Kind.SMALLINT || other.kind == Kind.INTEGER;
            case TIMESTAMP -> other.kind == Kind.DATE;
            default -> false;
        };
    }

    /**
     * A type that holds the values of this type and of another one.
     *
     * @return empty if there is none but text
     */
    public Optional<ColumnType> common(ColumnType other) {
        if (covers(other)) {
            return Optional.of(this);
        }
        if (other.covers(this)) {
            return Optional.of(other);
        }
        if (kind != Kind.DECIMAL || other.kind != Kind.DECIMAL) {
            return Optional.empty();
        }
        int commonScale = Math.max(scale, other.scale);
        int digits = Math.max(integerDigits(), other.integerDigits()) + commonScale;
        return digits <= MAX_DECIMAL ? Optional.of(decimal(digits, commonScale)) : Optional.empty();
    }

    /** Digits before the point that a value of this type can have; beyond any DECIMAL for other kinds. */
    private int integerDigits() {
        return switch (kind) {
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            case DECIMAL -> precision - scale;
            default -> Integer.MAX_VALUE;
        };
    }

    /** The type as the schema scripts spell it, for example {@code DECIMAL(19,0)}. */
    @Override
    public String toString() {
        return switch (kind) {
            case VARCHAR -> "VARCHAR(" + precision + ")";
            case DECIMAL -> "DECIMAL(" + precision + "," + scale + ")";
            case DOUBLE -> "DOUBLE PRECISION";
            default -> kind.name();
        };
    }
}
