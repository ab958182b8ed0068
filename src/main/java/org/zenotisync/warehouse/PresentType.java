package org.zenotisync.warehouse;

import java.util.Optional;
import org.zenotisync.model.ColumnType;

/**
 * The type that a column has in the database.
 *
 * @param spelled as the database spells it, for messages and comparisons
 * @param type the same in the words of the schema scripts; empty if they have none for it, such as for a uuid
 * @param isAnyNumber whether it takes numbers with any number of digits, for which the scripts have no type either
 */
public record PresentType(String spelled, Optional<ColumnType> type, boolean isAnyNumber) {

    /** A type that the scripts have, too. */
    public static PresentType of(String spelled, ColumnType type) {
        return new PresentType(spelled, Optional.of(type), false);
    }

    /** A type that the scripts have, without parameters. */
    public static PresentType of(String spelled, ColumnType.Kind kind) {
        return of(spelled, ColumnType.of(kind));
    }

    /** A text. The scripts have no text that is longer than {@link ColumnType#MAX_VARCHAR}. */
    public static PresentType text(String spelled, int length) {
        return of(spelled, ColumnType.varchar(Math.min(length, ColumnType.MAX_VARCHAR)));
    }

    /** An exact number; the scripts have none of more than {@link ColumnType#MAX_DECIMAL} digits. */
    public static PresentType decimal(String spelled, int precision, int scale) {
        boolean isOfScripts = precision <= ColumnType.MAX_DECIMAL && scale >= 0 && scale <= precision;
        return isOfScripts ? of(spelled, ColumnType.decimal(precision, scale)) : ofOwner(spelled);
    }

    /** Numbers with any number of digits. */
    public static PresentType anyNumber(String spelled) {
        return new PresentType(spelled, Optional.empty(), true);
    }

    /** A type that only the owner of a table can have chosen. */
    public static PresentType ofOwner(String spelled) {
        return new PresentType(spelled, Optional.empty(), false);
    }

    /** Whether only the owner of the table can have chosen it: the scripts have no word for it. */
    public boolean isOfOwner() {
        return type.isEmpty() && !isAnyNumber;
    }

    /** As the database spells it. */
    @Override
    public String toString() {
        return spelled;
    }
}
