package org.zenotisync.schema;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.model.TableNames;
import org.zenotisync.schema.ddl.DdlException;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.ScriptWords;

/** Finds the tables that a schema file concerns, as far as it can be read. */
public final class SchemaConcerns {

    private final SchemaScripts scripts;

    public SchemaConcerns(SchemaScripts scripts) {
        this.scripts = scripts;
    }

    /** How far a file could be read. */
    public enum Reading {
        /** As a script whose statements are all accepted. */
        SCRIPT,
        /** As words only. */
        WORDS,
        /** Not at all. */
        NOTHING
    }

    /**
     * The tables of a file.
     *
     * @param reading how far the file could be read
     */
    public record Concern(ConcernedTables tables, Reading reading) {

        /** Whether the file seems not to be a schema script: it has words, but none of them is a known table. */
        public boolean isNoScript() {
            return reading == Reading.WORDS && tables.isNone();
        }
    }

    /**
     * The tables that a file concerns. A file of SchemaFull concerns the table that it is named after, and those that
     * it makes. An upgrade concerns the tables that its statements name. If it cannot be read as a script, it concerns
     * the known tables whose names are among its words. If it cannot be read at all, it concerns all tables.
     *
     * @param known folded names of the tables that are known
     */
    public Concern of(SchemaFile file, Collection<String> known) {
        boolean isFull = file.role() == SchemaFile.Role.FULL;
        ConcernedTables own = isFull ? ConcernedTables.of(Set.of(tableOf(file.object()))) : ConcernedTables.NONE;
        Concern unread = new Concern(isFull ? own.and(file.tablesBefore()) : ConcernedTables.ALL, Reading.NOTHING);
        byte[] bytes;
        try {
            bytes = scripts.bytes(file.object());
        } catch (IOException | SchemaException e) {
            return unread;
        }
        Optional<String> text = SchemaScripts.text(bytes);
        if (text.isEmpty()) {
            return unread;
        }
        try {
            Set<String> tables = SchemaScripts.parse(bytes).statements().stream()
                    .map(SchemaStatement::table)
                    .collect(Collectors.toCollection(TreeSet::new));
            ConcernedTables named = isFull ? own : ConcernedTables.of(knownAmong(ScriptWords.names(text.get()), known));
            return new Concern(ConcernedTables.of(tables).and(named), Reading.SCRIPT);
        } catch (SchemaException | DdlException e) {
            Collection<String> words = isFull ? ScriptWords.namesOfTables(text.get()) : ScriptWords.of(text.get());
            ConcernedTables named = ConcernedTables.of(knownAmong(words, known));
            return new Concern(isFull ? own.and(file.tablesBefore()).and(named) : named, Reading.WORDS);
        }
    }

    /** The known tables among some words, with or without {@code _s3}. */
    private static Set<String> knownAmong(Collection<String> words, Collection<String> known) {
        Set<String> names = words.stream().map(TableNames::canonical).collect(Collectors.toSet());
        return known.stream()
                .filter(table -> names.contains(TableNames.canonical(table)))
                .collect(Collectors.toSet());
    }

    /**
     * The name of the table that a file of SchemaFull is named after. A name that is not valid for a table is only
     * folded.
     */
    static String tableOf(FeedObject file) {
        return SchemaFile.namesake(file.key()).orElseGet(() -> {
            String name = file.key().substring(file.key().lastIndexOf('/') + 1);
            return name.substring(0, name.length() - ".txt".length()).toLowerCase(Locale.ROOT);
        });
    }
}
