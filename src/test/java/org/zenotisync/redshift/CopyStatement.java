package org.zenotisync.redshift;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A COPY from S3 ("COPY", "COPY parameter reference"): only the clauses that the stand-in carries out, each once, in any
 * order behind FROM.
 */
final class CopyStatement {

    /** "Data conversion parameters", NULL AS: the default. */
    private static final String DEFAULT_NULL = "\\N";

    private final Set<String> clauses = new HashSet<>();
    private TableName table;
    private List<String> columns;
    private String uri;
    private CopyAuthorization authorization;
    private String region;
    private char quote = '"';
    private int headerLines;
    private String nullText = DEFAULT_NULL;

    private CopyStatement() {}

    /** Reads what comes behind COPY. */
    static CopyStatement read(Cursor cursor) throws SQLException {
        CopyStatement copy = new CopyStatement();
        copy.table = cursor.tableName();
        copy.columns = cursor.peek().isSymbol("(") ? cursor.names() : null;
        cursor.expect("from");
        copy.readSource(cursor);
        while (!cursor.isAtEnd()) {
            copy.readClause(cursor);
        }
        if (copy.authorization == null) {
            throw Refusal.lacks("COPY without authorization");
        }
        if (!copy.clauses.contains("csv")) {
            throw Refusal.notCarriedOut("COPY without FORMAT CSV");
        }
        return copy;
    }

    private void readSource(Cursor cursor) throws SQLException {
        if (cursor.peek().is("stdin")) {
            throw Refusal.lacks("COPY FROM STDIN");
        }
        uri = cursor.literal();
        if (!S3Address.isAddress(uri)) {
            throw Refusal.notCarriedOut("COPY from anywhere but S3: " + uri);
        }
    }

    private void readClause(Cursor cursor) throws SQLException {
        if (CopyAuthorization.begins(cursor.peek())) {
            once("authorization");
            authorization = CopyAuthorization.read(cursor);
            return;
        }
        Token clause = cursor.next();
        if (clause.kind() != Token.Kind.WORD) {
            throw Refusal.syntax("COPY ... " + clause.text());
        }
        switch (clause.text()) {
            case "region" -> {
                once("region");
                cursor.accept("as");
                region = cursor.literal();
            }
            case "format" -> {
                cursor.accept("as");
                cursor.expect("csv");
                readCsv(cursor);
            }
            case "csv" -> readCsv(cursor);
            case "ignoreheader" -> {
                once("ignoreheader");
                cursor.accept("as");
                headerLines = cursor.number();
            }
            case "null" -> {
                once("null");
                cursor.expect("as");
                nullText = cursor.literal();
            }
            case "dateformat", "timeformat" -> {
                once(clause.text());
                cursor.accept("as");
                requireAuto(clause.text(), cursor.literal());
            }
            case "compupdate", "statupdate" -> {
                once(clause.text());
                requireSwitch(clause.text(), cursor);
            }
            case "maxerror" -> {
                once("maxerror");
                cursor.accept("as");
                requireNoErrors(cursor.number());
            }
            case "manifest", "emptyasnull", "blanksasnull", "ignoreblanklines", "roundec" -> once(clause.text());
            default -> throw Refusal.notCarriedOut("COPY ... " + clause.text().toUpperCase(Locale.ROOT));
        }
    }

    private void once(String clause) throws SQLException {
        if (!clauses.add(clause)) {
            throw Refusal.syntax("COPY with " + clause + " twice");
        }
    }

    private void readCsv(Cursor cursor) throws SQLException {
        once("csv");
        if (cursor.accept("quote")) {
            cursor.accept("as");
            String text = cursor.literal();
            if (text.length() != 1 || text.charAt(0) > '~') {
                throw Refusal.syntax("COPY with QUOTE '" + text + "'");
            }
            quote = text.charAt(0);
        }
    }

    /** The keyword is case-sensitive ("DATEFORMAT and TIMEFORMAT strings"). */
    private static void requireAuto(String clause, String format) throws SQLException {
        if (!format.equals("auto")) {
            throw Refusal.notCarriedOut("COPY ... " + clause + " '" + format + "'");
        }
    }

    private static void requireSwitch(String clause, Cursor cursor) throws SQLException {
        boolean isKnown = cursor.accept("off")
                || cursor.accept("false")
                || cursor.accept("on")
                || cursor.accept("true")
                || clause.equals("compupdate") && cursor.accept("preset");
        if (!isKnown) {
            throw Refusal.notCarriedOut(
                    "COPY ... " + clause + " " + cursor.peek().text());
        }
    }

    /** 0 and 1 both mean that the first error ends the load ("Data load operations"). */
    private static void requireNoErrors(int most) throws SQLException {
        if (most > 1) {
            throw Refusal.notCarriedOut("COPY ... MAXERROR " + most);
        }
    }

    TableName table() {
        return table;
    }

    /** Null if all columns of the table are meant. */
    List<String> columns() {
        return columns;
    }

    String uri() {
        return uri;
    }

    CopyAuthorization authorization() {
        return authorization;
    }

    /** Null if the statement names none. */
    String region() {
        return region;
    }

    char quote() {
        return quote;
    }

    int headerLines() {
        return headerLines;
    }

    /** The text of a field that means NULL. */
    String nullText() {
        return nullText;
    }

    boolean isManifest() {
        return clauses.contains("manifest");
    }

    /** EMPTYASNULL, or NULL AS '', which is the same. */
    boolean isEmptyNull() {
        return clauses.contains("emptyasnull") || nullText.isEmpty();
    }

    boolean isBlankNull() {
        return clauses.contains("blanksasnull");
    }

    boolean skipsBlankLines() {
        return clauses.contains("ignoreblanklines");
    }

    boolean recognizesDates() {
        return clauses.contains("dateformat");
    }

    boolean recognizesTimes() {
        return clauses.contains("timeformat");
    }

    boolean rounds() {
        return clauses.contains("roundec");
    }
}
