package org.zenotisync.schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.zenotisync.schema.ddl.SchemaScript;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;

/**
 * The schema files that are not applied, read for a table that is to be adopted. They are read before the transaction
 * of the adoption, so that its locks do not wait for the source.
 */
public final class PendingSchema {

    private final String source;
    private final String table;
    private final List<Script> scripts = new ArrayList<>();
    private final Map<SchemaFile, ConcernedTables> concerned = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A file with statements about the table.
     *
     * @param tables all tables of its statements
     */
    record Script(SchemaFile file, SchemaScript script, Set<String> tables) {

        /** Whether it has no statements about other tables. */
        boolean isOfOneTable() {
            return tables.size() == 1;
        }
    }

    private PendingSchema(String source, String table) {
        this.source = source;
        this.table = table;
    }

    /** The id of the source that the files are in. */
    String source() {
        return source;
    }

    /**
     * Reads the files.
     *
     * @param source the source's id
     * @param table folded name of the table
     */
    static PendingSchema read(String source, SchemaChanges.Found found, String table, SchemaScripts scripts) {
        PendingSchema pending = new PendingSchema(source, table);
        Set<String> known = new TreeSet<>(found.tables());
        known.add(table);
        SchemaConcerns concerns = new SchemaConcerns(scripts);
        for (SchemaFile file : found.files()) {
            boolean isOfOther =
                    file.namesake().filter(name -> !name.equals(table)).isPresent();
            if (isOfOther) {
                // a file of SchemaFull is about the table that it is named after
                pending.concerned.put(
                        file, ConcernedTables.of(file.namesake().stream().toList()));
            } else {
                pending.read(file, known, scripts, concerns);
            }
        }
        return pending;
    }

    private void read(SchemaFile file, Set<String> known, SchemaScripts scripts, SchemaConcerns concerns) {
        try {
            SchemaScript script = scripts.read(file.object());
            Set<String> tables = new TreeSet<>();
            script.statements().forEach(statement -> tables.add(statement.table()));
            concerned.put(file, ConcernedTables.of(tables));
            if (tables.contains(table)) {
                scripts().add(new Script(file, script, tables));
            }
            requireNamesake(file, script);
        } catch (SchemaException | IOException e) {
            ConcernedTables tables = concerns.of(file, known).tables();
            concerned.put(file, tables);
            if (tables.has(table)) {
                problems.add("the schema file " + file.object().uri() + " concerns " + table
                        + " and cannot be read: " + e.getMessage()
                        + "; run the command once, see 'schema list', and adopt the table when the file is applied or"
                        + " accepted");
            }
        }
    }

    private void requireNamesake(SchemaFile file, SchemaScript script) {
        boolean makesIt = script.statements().stream()
                .filter(CreateTable.class::isInstance)
                .map(SchemaStatement::table)
                .anyMatch(table::equals);
        if (file.namesake().filter(table::equals).isPresent() && !makesIt) {
            problems.add("the schema file " + file.object().uri() + " is named like table " + table
                    + ", but has no CREATE TABLE statement for it");
        }
    }

    /** The folded name of the table. */
    String table() {
        return table;
    }

    /** The files that have statements about the table, in the order in which they are applied. */
    List<Script> scripts() {
        return scripts;
    }

    /** All files that are not applied, with the tables that they concern. */
    Map<SchemaFile, ConcernedTables> concerned() {
        return concerned;
    }

    /** Files of the table that cannot be read, in words for people. */
    List<String> problems() {
        return problems;
    }
}
