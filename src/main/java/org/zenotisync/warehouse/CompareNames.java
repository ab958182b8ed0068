package org.zenotisync.warehouse;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

/**
 * What the placeholders of the statements of a comparison stand for.
 *
 * @param match columns that identify a row; empty for append-only facts
 * @param compared columns whose values are compared, at least one
 * @param rivals batches of which several may have the same rows
 */
record CompareNames(
        Dialect dialect,
        TableDefinition table,
        MergeTarget target,
        List<String> match,
        List<String> compared,
        Set<Integer> rivals) {

    CompareNames {
        match = List.copyOf(match);
        compared = List.copyOf(compared);
        rivals = Set.copyOf(rivals);
    }

    /** The statement of a template. */
    String fill(SqlTemplate template) {
        return template.fill(this::value);
    }

    /** The statement in the words of the database. */
    String fill(MatchingRows statement) {
        return statement.fill(dialect, this::value);
    }

    /**
     * The value of a placeholder; null if there is none of that name. What begins with a letter and {@code _} is about
     * the table with that alias.
     */
    @Nullable
    String value(String placeholder) {
        return switch (placeholder) {
            case "target" -> target.sql();
            case "small_zero" -> dialect.numberColumn("0", ColumnType.Kind.INTEGER);
            case "zero" -> dialect.numberColumn("0", ColumnType.Kind.BIGINT);
            case "one" -> dialect.numberColumn("1", ColumnType.Kind.BIGINT);
            case "null_number" -> dialect.numberColumn("NULL", ColumnType.Kind.BIGINT);
            case "expected" -> dialect.temporary(CompareTables.EXPECTED);
            case "expected_again" -> dialect.temporaryAgain(CompareTables.EXPECTED, 2);
            case "repeated_again" -> dialect.temporaryAgain(CompareTables.REPEATED, 2);
            case "repeated_thrice" -> dialect.temporaryAgain(CompareTables.REPEATED, 3);
            case "finding_again" -> dialect.temporaryAgain(CompareTables.FINDING, 2);
            case "later" -> dialect.temporary(CompareTables.LATER);
            case "touched" -> dialect.temporary(CompareTables.TOUCHED);
            case "renewed" -> dialect.temporary(CompareTables.RENEWED);
            case "suspect" -> dialect.temporary(CompareTables.SUSPECT);
            case "repeated" -> dialect.temporary(CompareTables.REPEATED);
            case "unclear" -> dialect.temporary(CompareTables.UNCLEAR);
            case "twice" -> dialect.temporary(CompareTables.TWICE);
            case "copy" -> dialect.temporary(CompareTables.COPY);
            case "finding" -> dialect.temporary(CompareTables.FINDING);
            case "replacement" -> dialect.temporary(CompareTables.REPLACEMENT);
            case "stage" -> dialect.temporary(StageTable.NAME);
            case "batch" -> dialect.quote(StageTable.BATCH.name());
            case "row" -> dialect.quote(StageTable.ROW.name());
            case "state" -> "zenoti_sync_state";
            case "missing" -> FindingState.MISSING.sql();
            case "different" -> FindingState.DIFFERENT.sql();
            case "not_deleted" -> FindingState.NOT_DELETED.sql();
            case "surplus" -> FindingState.SURPLUS.sql();
            case "quarantined" -> FindingState.QUARANTINED.sql();
            case "shares_key" -> FindingState.SHARES_KEY.sql();
            case "files_gone" -> FindingState.FILES_GONE.sql();
            case "of_others" -> FindingState.OF_OTHERS.sql();
            case "undecided" -> FindingState.undecided().map(FindingState::sql).collect(Collectors.joining(", "));
            case "columns" -> columns(table.columnNames(), "");
            case "e_columns" -> columns(table.columnNames(), "e.");
            case "l_columns" -> columns(table.columnNames(), "l.");
            case "e_all" -> all().stream().map(this::inUnion).collect(Collectors.joining(", "));
            case "t_all" -> columns(all(), "t.");
            case "e_group_match" -> groupedKey("e.");
            case "x_group_match" -> groupedKey("x.");
            case "d_group_match" -> groupedKey("d.");
            case "distinct_match" -> distinctKey("");
            case "e_distinct_match" -> distinctKey("e.");
            case "d_distinct_match" -> distinctKey("d.");
            case "u_distinct_match" -> distinctKey("u.");
            case "distinct" -> dialect.isDistinctExact() ? "DISTINCT " : "";
            case "e_group" -> grouped("e.");
            case "u_group" -> grouped("u.");
            case "match" -> columns(match, "");
            case "e_match" -> columns(match, "e.");
            case "s_match" -> columns(match, "s.");
            case "x_match" -> columns(match, "x.");
            case "d_match" -> columns(match, "d.");
            case "k_match" -> columns(match, "k.");
            case "u_match_only" -> columns(match, "u.");
            case "f_match_only" -> columns(match, "f.");
            case "f_match" -> match.isEmpty() ? "" : ", " + columns(match, "f.");
            case "first_match" -> dialect.quote(match.get(0));
            case "e_matches_t" -> matchesTarget("e.", "t.");
            case "e_matches_x" -> matches("e.", "x.");
            case "e_matches_k" -> matches("e.", "k.");
            case "c_matches_k" -> matches("c.", "k.");
            case "t_matches_b" -> targetMatches("t.", "b.");
            case "f_matches_e" -> matches("f.", "e.");
            case "l_matches_k" -> matches("l.", "k.");
            case "t_matches_k" -> targetMatches("t.", "k.");
            case "expected_matches_k" -> matches(dialect.temporary(CompareTables.EXPECTED) + ".", "k.");
            case "finding_matches_k" -> matches(dialect.temporary(CompareTables.FINDING) + ".", "k.");
            case "x_matches_finding" -> matches("x.", dialect.temporary(CompareTables.FINDING) + ".");
            case "target_matches_k" -> targetMatches(target.plainSql() + ".", "k.");
            case "target_matches_f" -> targetMatches(target.plainSql() + ".", "f.");
            case "e_has_match" -> hasMatch("e.");
            case "s_has_match" -> hasMatch("s.");
            case "rivals" -> rivals.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
            case "e_same_t" -> compared.stream().map(this::same).collect(Collectors.joining(" AND "));
            default -> null;
        };
    }

    /** The columns that are compared, and those of the key. */
    List<String> all() {
        Set<String> all = new LinkedHashSet<>(match);
        all.addAll(compared);
        return List.copyOf(all);
    }

    /** Whether an expected row {@code e} and a row of the target {@code t} have the same value in a column. */
    String same(String column) {
        return dialect.isSame(
                own("e.", column),
                "t." + dialect.quote(column),
                table.column(column).type());
    }

    private String own(String prefix, String column) {
        return dialect.ofOwnTable(
                prefix + dialect.quote(column), table.column(column).type());
    }

    /** An expected value before those of the target. */
    private String inUnion(String column) {
        String plain = "e." + dialect.quote(column);
        String own = own("e.", column);
        return own.equals(plain) ? plain : own + " AS " + dialect.quote(column);
    }

    /** A list of columns, each with a prefix. */
    String columns(List<String> names, String prefix) {
        return names.stream().map(name -> prefix + dialect.quote(name)).collect(Collectors.joining(", "));
    }

    /** All columns, for a GROUP BY or PARTITION BY. */
    String grouped(String prefix) {
        return all().stream()
                .map(name -> dialect.grouped(
                        prefix + dialect.quote(name), table.column(name).type()))
                .collect(Collectors.joining(", "));
    }

    private String targetMatches(String ofTarget, String own) {
        return match.stream()
                .map(name -> dialect.isEqual(
                        ofTarget + dialect.quote(name),
                        own(own, name),
                        table.column(name).type()))
                .collect(Collectors.joining(" AND "));
    }

    private String matchesTarget(String own, String ofTarget) {
        return match.stream()
                .map(name -> dialect.isEqual(
                        own(own, name),
                        ofTarget + dialect.quote(name),
                        table.column(name).type()))
                .collect(Collectors.joining(" AND "));
    }

    private String groupedKey(String prefix) {
        return match.stream()
                .map(name -> dialect.groupedKey(
                        prefix + dialect.quote(name), table.column(name).type()))
                .collect(Collectors.joining(", "));
    }

    private String distinctKey(String prefix) {
        return IntStream.range(0, match.size())
                .mapToObj(i -> dialect.distinctKey(
                        prefix + dialect.quote(match.get(i)),
                        table.column(match.get(i)).type(),
                        i))
                .collect(Collectors.joining(", "));
    }

    private String matches(String left, String right) {
        return match.stream()
                .map(name -> dialect.isEqual(
                        left + dialect.quote(name),
                        right + dialect.quote(name),
                        table.column(name).type()))
                .collect(Collectors.joining(" AND "));
    }

    /** Whether a row has a value in each column that identifies it. */
    String hasMatch(String prefix) {
        return match.stream()
                .map(name -> prefix + dialect.quote(name) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
    }
}
