package org.zenotisync.schema;

import java.util.Locale;
import java.util.Optional;
import org.zenotisync.model.ColumnType;
import org.zenotisync.schema.ddl.DdlException;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;

/** The type of a target's column, as the database spells it. */
final class TargetType {

    private TargetType() {}

    /** The type in the words of the schema scripts; empty if they have none for it. */
    static Optional<ColumnType> of(String spelled) {
        String text = spelled.toLowerCase(Locale.ROOT).strip();
        Optional<String> script =
                switch (text) {
                    // without a length the database has no limit, but the scripts have one
                    case "text", "varchar" -> Optional.of("varchar(max)");
                    case "bool" -> Optional.of("boolean");
                    case "int2" -> Optional.of("smallint");
                    case "int4" -> Optional.of("integer");
                    case "int8" -> Optional.of("bigint");
                    case "float4", "float" -> Optional.of("real");
                    case "float8", "double" -> Optional.of("double precision");
                    // any number of digits; and what a script may call so is a text
                    case "numeric", "decimal", "uuid" -> Optional.empty();
                    default -> Optional.of(text.replaceFirst("^bpchar", "char"));
                };
        return script.flatMap(TargetType::read);
    }

    /**
     * Whether the database spells a type that the schema scripts have no word for, such as {@code uuid}. A number of any
     * length is not one.
     */
    static boolean isOfOwner(String spelled) {
        String text = spelled.toLowerCase(Locale.ROOT).strip();
        return of(text).isEmpty() && !text.equals("numeric") && !text.equals("decimal");
    }

    private static Optional<ColumnType> read(String type) {
        try {
            return DdlParser.parse("CREATE TABLE t (c " + type + ")").stream()
                    .filter(SchemaStatement.CreateTable.class::isInstance)
                    .map(create -> ((SchemaStatement.CreateTable) create)
                            .definition()
                            .column("c")
                            .type())
                    .findFirst();
        } catch (DdlException e) {
            return Optional.empty();
        }
    }
}
