package org.zenotisync.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;

/** Rules say what a target has of the columns of a feed. */
class ColumnRulesTest {

    private static final ColumnRules RULES = new ColumnRules(Set.of("email", "old"), Set.of("born", "email"), "check");

    private static ColumnDefinition column(String name, ColumnType.Kind kind) {
        return new ColumnDefinition(name, ColumnType.of(kind), null, true);
    }

    @Test
    void aTargetHasTheColumnsThatAreLeftWithDigestsInHashedOnes() {
        TableDefinition table = new TableDefinition(
                "bi_dimuser",
                List.of(
                        column("email", ColumnType.Kind.INTEGER),
                        column("userid", ColumnType.Kind.INTEGER),
                        column("born", ColumnType.Kind.DATE),
                        column("old", ColumnType.Kind.DATE)),
                List.of("userid"),
                List.of("email"));
        FeedTable target = RULES.project(new FeedTable(table, Map.of(), Set.of("email"), Set.of("old")));
        assertThat(target.definition().columns())
                .containsExactly(
                        column("userid", ColumnType.Kind.INTEGER),
                        new ColumnDefinition("born", ColumnRules.DIGEST, null, true));
        assertThat(target.definition().primaryKey()).containsExactly("userid");
        assertThat(target.definition().sortKey()).isEmpty();
        assertThat(target.dropped()).isEmpty();
        assertThat(target.added()).isEmpty();
    }

    @Test
    void aColumnThatIsBothIsLeftOut() {
        assertThat(RULES.excludes("email")).isTrue();
        assertThat(RULES.hashes("email")).isFalse();
        assertThat(RULES.hidden()).containsExactlyInAnyOrder("email", "old", "born");
        assertThat(RULES).hasToString("excluded email, old; hashed born");
    }

    @Test
    void theyAreKeptAsText() {
        assertThat(ColumnRules.read(RULES.text())).isEqualTo(RULES);
        assertThat(ColumnRules.read(ColumnRules.NONE.text())).isEqualTo(ColumnRules.NONE);
        assertThat(ColumnRules.read(null)).isEqualTo(ColumnRules.NONE);
    }

    @Test
    void aRenamedColumnKeepsItsRuleAndOthersCanBeReplaced() {
        assertThat(RULES.renamed("born", "birthday"))
                .isEqualTo(new ColumnRules(Set.of("email", "old"), Set.of("birthday"), "check"));
        assertThat(RULES.renamed("email", "mail"))
                .isEqualTo(new ColumnRules(Set.of("mail", "old"), Set.of("born"), "check"));
        assertThat(RULES.renamed("userid", "born")).isEqualTo(new ColumnRules(Set.of("email", "old"), Set.of(), ""));
        assertThat(RULES.with("email", ColumnRules.NONE))
                .isEqualTo(new ColumnRules(Set.of("old"), Set.of("born"), "check"));
        ColumnRules ofOtherKey = new ColumnRules(Set.of(), Set.of("phone"), "other");
        assertThat(RULES.with("phone", ofOtherKey).keyCheck()).isEqualTo("check");
        assertThat(ColumnRules.NONE.with("born", RULES)).isEqualTo(new ColumnRules(Set.of(), Set.of("born"), "check"));
    }
}
