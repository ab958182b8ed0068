package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;

/**
 * Reads the schema scripts of the feed (folders SchemaFull and SchemaUpgrade; "these schema files are compatible with
 * Redshift", feed documentation, "Initial Setup Steps"). Scripts come from outside: only a white list of statements
 * is accepted, and only typed results leave this package, never text to be run.
 */
public final class DdlParser {

    /** The longest script, in characters; 1,600 columns take about 100,000. */
    public static final int MAX_SCRIPT_LENGTH = 4 * 1024 * 1024;

    private DdlParser() {}

    /**
     * Reads a script: CREATE TABLE, the parts of ALTER TABLE that change columns or the key, and UPDATE that copies a
     * column into another. Statements that change no columns are passed over.
     *
     * @param script the text of a schema file, with or without byte order mark
     * @return its statements in order, one for each part of an ALTER TABLE; empty for a script without statements
     * @throws DdlException if any part of the script is not accepted or cannot be read; then nothing of it may be
     *     applied
     */
    public static List<SchemaStatement> parse(String script) throws DdlException {
        return read(script).statements();
    }

    /**
     * Reads a script, as {@link #parse(String)} does.
     *
     * @return the statements, what is passed over, and what is not kept
     * @throws DdlException as {@link #parse(String)} does
     */
    public static SchemaScript read(String script) throws DdlException {
        Objects.requireNonNull(script, "script");
        if (script.length() > MAX_SCRIPT_LENGTH) {
            throw DdlException.of(
                    1, "the script is too long", "at most " + MAX_SCRIPT_LENGTH + " characters", script, 0, 100);
        }
        int nul = script.indexOf('\0');
        if (nul >= 0) {
            int line = 1
                    + (int) script.substring(0, nul)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            throw DdlException.of(line, "the script holds a NUL character", "UTF-8 text", script, 0, nul);
        }
        return new ScriptReader().read(new StatementSplitter(script));
    }

    /**
     * What can be read of a script that is refused. It is only compared with what somebody has done by hand, never
     * applied.
     *
     * @param statements those that {@link #parse(String)} would accept, in order
     * @param rest the words of each other statement. If the script cannot be cut into statements, those of all that is
     *     left
     */
    public record Readable(List<SchemaStatement> statements, List<List<String>> rest) {}

    /** Reads a script as far as it can be read. */
    public static Readable readable(String script) {
        ScriptReader reader = new ScriptReader();
        List<List<String>> rest = new ArrayList<>();
        int end = 0;
        try {
            StatementSplitter statements = new StatementSplitter(script);
            for (Optional<TokenCursor> next = statements.next(); next.isPresent(); next = statements.next()) {
                TokenCursor at = next.get();
                end = at.end();
                try {
                    reader.add(at);
                } catch (DdlException e) {
                    rest.add(ScriptWords.of(script.substring(at.start(), end)));
                }
            }
        } catch (DdlException e) {
            rest.add(ScriptWords.of(script.substring(end)));
        }
        reader.dropped().forEach(table -> rest.add(List.of("drop", "table", table)));
        return new Readable(reader.statements(), List.copyOf(rest));
    }

    /**
     * A definition as a CREATE TABLE statement that {@link #parse(String)} reads back to an equal one. It is meant for
     * keeping and comparing definitions, not for running it anywhere.
     *
     * @param table a definition as {@link #parse(String)} gives it
     */
    public static String canonical(TableDefinition table) {
        List<String> elements = new ArrayList<>();
        table.columns().stream().map(ColumnDefinition::toString).forEach(elements::add);
        if (!table.primaryKey().isEmpty()) {
            elements.add("PRIMARY KEY " + quoted(table.primaryKey()));
        }
        return "CREATE TABLE \"" + table.name() + "\" (\n    " + String.join(",\n    ", elements) + "\n)"
                + table.attributes().stream().map(attribute -> "\n" + attribute).collect(Collectors.joining());
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ", "(", ")"));
    }
}
