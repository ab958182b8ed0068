package org.zenotisync.warehouse.ansi;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/**
 * How a database spells names that nobody quotes. Names are quoted in the same case, so that {@code bi_dimx} and
 * {@code BI_DIMX} find the table in people's queries.
 *
 * @param quote the character around a name
 * @param isUpper whether unquoted names become upper case
 * @param areCasesDifferent whether two quoted names that differ by case are different ones
 */
record Spelling(String quote, boolean isUpper, boolean areCasesDifferent) {

    static Spelling of(DatabaseMetaData database) throws SQLException {
        String quote = database.getIdentifierQuoteString();
        if (quote == null || quote.isBlank()) {
            throw new SQLException(database.getDatabaseProductName() + " cannot quote names, which this program needs");
        }
        return new Spelling(
                quote.strip(), database.storesUpperCaseIdentifiers(), database.supportsMixedCaseQuotedIdentifiers());
    }

    /** A folded name as the database has it. */
    String own(String name) {
        return isUpper ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** A folded name in SQL. */
    String quoted(String name) {
        return exactly(own(name));
    }

    /** A name in SQL as it is. */
    String exactly(String name) {
        return quote + name + quote;
    }
}
