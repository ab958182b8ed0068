package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.feed.csv.ConstantText;
import org.zenotisync.feed.csv.CsvFormatException;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.privacy.HashKey;
import org.zenotisync.privacy.LastText;
import org.zenotisync.privacy.Projection;

/** The digest of a default value of a schema script: that of an equal value in a file. */
final class HashedConstant {

    private HashedConstant() {}

    /**
     * Hashes a default.
     *
     * @param column as the script declares it
     * @param text the default as text
     * @throws SchemaException if it is not a value of the column
     */
    static String of(ColumnDefinition column, String text, Optional<HashKey> key) throws SchemaException {
        FeedTable table = new FeedTable(new TableDefinition("constant", List.of(column), List.of(), List.of()));
        ColumnRules rules = new ColumnRules(Set.of(), Set.of(column.name()), "");
        LastText digest = new LastText();
        try {
            ConstantText.write(text, column, Projection.of(table, rules, key).into(digest));
        } catch (CsvFormatException | SQLException e) {
            throw new SchemaException("the default of column " + column.name() + " is not a value of " + column.type()
                    + ": hashed columns need one that is");
        }
        return digest.text();
    }
}
