package org.zenotisync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages, logs and help are read by people whose first language is not English. Some words of ours were hard to read:
 * none of them comes back into a text of the program.
 */
class PlainWordsTest {

    /** Each with what to write. */
    private static final Pattern HARD = Pattern.compile(
            "(?<![Tt]here )\\bis no (?!longer\\b)" // is not a; "there is no" is plain
                    + "|\\btold\\b" // reported, logged, shown
                    + "|\\blies\\b" // is, is stored
                    + "|\\banew\\b" // again
                    + "|\\bwhichever\\b" // any, the one that
                    + "|\\bstems\\b" // comes
                    + "|\\bby itself\\b"); // automatically

    @Test
    void theProgramSaysNothingInHardWords() throws IOException {
        List<String> findings = new ArrayList<>();
        for (CompilationUnitTree unit : Sources.parsed(Sources.below(Sources.MAIN))) {
            new Texts(text -> {
                        if (HARD.matcher(text).find()) {
                            findings.add(unit.getSourceFile().getName() + ": " + text);
                        }
                    })
                    .scan(unit, null);
        }

        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"15x is no duration", "nothing is told", "it lies there", "stems from", "starts by itself"})
    void aHardWordIsFound(String text) {
        assertThat(HARD.matcher(text)).matches(Matcher::find);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "15x is not a duration",
                "the table is no longer paused",
                "the rule applies",
                "there is no such day"
            })
    void aPlainTextPasses(String text) {
        assertThat(HARD.matcher(text)).matches(matcher -> !matcher.find());
    }

    /** The texts of a file; one that is put together from several literals counts as one. */
    private static final class Texts extends TreeScanner<Void, Void> {

        private final Consumer<String> found;

        Texts(Consumer<String> found) {
            this.found = found;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void unused) {
            if (literal.getValue() instanceof String text) {
                found.accept(text);
            }
            return null;
        }

        @Override
        public Void visitBinary(BinaryTree sum, Void unused) {
            if (sum.getKind() != Tree.Kind.PLUS) {
                return super.visitBinary(sum, null);
            }
            StringBuilder text = new StringBuilder();
            append(sum, text);
            found.accept(text.toString());
            return null;
        }

        /** Takes literals as they are. Braces stand for what is known only when the program runs. */
        private void append(Tree part, StringBuilder text) {
            if (part instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                append(sum.getLeftOperand(), text);
                append(sum.getRightOperand(), text);
            } else if (part instanceof LiteralTree literal) {
                text.append(literal.getValue());
            } else if (part instanceof ParenthesizedTree parentheses) {
                append(parentheses.getExpression(), text);
            } else {
                text.append("{}");
                scan(part, null);
            }
        }
    }
}
