package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.schema.ddl.SchemaScript.NotKept;

/** Reads the statements of one script in their order. */
final class ScriptReader {

    /** The feed has about 120 tables, each with a script of its own; this bounds the work for a hostile script. */
    private static final int MAX_STATEMENTS = 10_000;

    private final List<SchemaStatement> statements = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final List<NotKept> notKept = new ArrayList<>();

    /** The refusals of dropped tables that no CREATE TABLE has followed yet. */
    private final Map<String, DdlException> dropped = new LinkedHashMap<>();

    /** Reads all statements. */
    SchemaScript read(StatementSplitter splitter) throws DdlException {
        for (Optional<TokenCursor> next = splitter.next(); next.isPresent(); next = splitter.next()) {
            TokenCursor at = next.get();
            add(at);
            if (statements.size() + passedOver.size() > MAX_STATEMENTS) {
                throw at.refused("the script has too many statements", "at most " + MAX_STATEMENTS);
            }
        }
        if (!dropped.isEmpty()) {
            throw dropped.values().iterator().next();
        }
        return new SchemaScript(statements, passedOver, notKept);
    }

    /** The statements about columns so far. */
    List<SchemaStatement> statements() {
        return List.copyOf(statements);
    }

    /** The tables that were dropped, and that no CREATE TABLE has followed. */
    Set<String> dropped() {
        return Set.copyOf(dropped.keySet());
    }

    /** Reads one more statement. */
    void add(TokenCursor at) throws DdlException {
        if (at.take("CREATE", "TABLE")) {
            SchemaStatement.CreateTable create = CreateTableReader.read(at, notKept);
            boolean isDropped = dropped.remove(create.table()) != null;
            statements.add(isDropped ? new SchemaStatement.CreateTable(create.definition(), false) : create);
            return;
        }
        if (at.take("ALTER", "TABLE")) {
            AlterTableParts parts = AlterTableReader.read(at, notKept);
            statements.addAll(parts.statements());
            passedOver.addAll(parts.passedOver());
            return;
        }
        if (at.take("UPDATE")) {
            statements.addAll(UpdateReader.read(at));
            return;
        }
        if (at.at("DROP", "TABLE") || at.at("IF") && at.has("DROP")) {
            dropTable(at);
            return;
        }
        Optional<String> kind = PassedOver.kind(at);
        if (kind.isPresent()) {
            PassedOver.requireEnd(at);
            passedOver.add(kind.get());
            return;
        }
        throw refused(at);
    }

    /**
     * Nothing is dropped: the CREATE TABLE that follows is compared with what is there. SQL Server's tools check first
     * whether the table exists.
     */
    private void dropTable(TokenCursor at) throws DdlException {
        DdlException refusal = refused(at);
        while (!at.at("DROP", "TABLE")) {
            if (at.atEnd() || at.at("BEGIN") || at.at("ELSE") || StatementWords.isNext(at)) {
                throw refusal;
            }
            StatementWords.skipOne(at);
        }
        at.take("DROP", "TABLE");
        at.take("IF", "EXISTS");
        Set<String> names = new HashSet<>();
        do {
            names.add(at.tableName());
        } while (at.take(","));
        if (!at.take("CASCADE") && !at.take("RESTRICT") && !at.atEnd() || !at.atEnd()) {
            throw refusal;
        }
        names.forEach(name -> dropped.putIfAbsent(name, refusal));
        passedOver.add("DROP TABLE before CREATE TABLE");
    }

    private static DdlException refused(TokenCursor at) {
        Token first = at.peek();
        String what = DdlException.excerpt(first.text(), 0, first.text().length());
        Token second = at.peek(1);
        if ((first.is("CREATE") || first.is("ALTER") || first.is("DROP")) && !second.isEnd()) {
            what += " " + DdlException.excerpt(second.text(), 0, second.text().length());
        }
        return at.refused(first.line(), what + " is refused", Accepted.STATEMENTS);
    }
}
