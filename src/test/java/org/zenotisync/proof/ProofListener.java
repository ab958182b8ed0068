package org.zenotisync.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.TargetDatabase;

/**
 * Notes in {@code target/proofs.tsv} what each test that {@link Proves} something has shown of which database, for
 * {@link ProofTable}. Every run of tests adds its lines.
 */
public final class ProofListener implements TestExecutionListener {

    private static final Map<TargetDatabase, Pattern> NAMES = new EnumMap<>(TargetDatabase.class);

    static {
        for (TargetDatabase database : TargetDatabase.values()) {
            NAMES.put(database, Pattern.compile("(?<!\\w)" + database.name() + "(?!\\w)"));
        }
    }

    private final List<String> lines = new ArrayList<>();
    private Optional<TestPlan> plan = Optional.empty();

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = Optional.of(started);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, "skipped");
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean isContainer = !test.isTest();
        if (isContainer && result.getStatus() != TestExecutionResult.Status.FAILED) {
            return;
        }
        note(
                test,
                switch (result.getStatus()) {
                    case SUCCESSFUL -> "passed";
                    case ABORTED -> "skipped";
                    case FAILED -> "failed";
                });
    }

    private synchronized void note(TestIdentifier test, String outcome) {
        if (!(test.getSource().orElse(null) instanceof MethodSource source)) {
            return;
        }
        Optional<Proves> proves = AnnotationSupport.findAnnotation(source.getJavaMethod(), Proves.class)
                .or(() -> AnnotationSupport.findAnnotation(source.getJavaClass(), Proves.class));
        if (proves.isEmpty()) {
            return;
        }
        boolean isNative = source.getClassName().endsWith("IT") && PackagedProgram.isNative();
        for (TargetDatabase database : databases(test, proves.get())) {
            // a case is the same one whichever test runs it
            String name = proves.get().value() == Proof.CORPUS ? test.getDisplayName() : test.getUniqueId();
            lines.add(String.join(
                    "\t", database.name(), proves.get().value().name(), isNative ? "native" : "jvm", name, outcome));
        }
    }

    /** Those that the names of a test, or of what contains it, tell. */
    private List<TargetDatabase> databases(TestIdentifier test, Proves proves) {
        if (proves.on().length > 0) {
            return List.of(proves.on());
        }
        List<TargetDatabase> found = new ArrayList<>();
        Optional<TestIdentifier> each = Optional.of(test);
        while (each.isPresent() && found.isEmpty()) {
            String name = each.get().getDisplayName();
            NAMES.forEach((database, pattern) -> {
                if (pattern.matcher(name).find()) {
                    found.add(database);
                }
            });
            TestIdentifier inner = each.get();
            each = plan.flatMap(all -> all.getParent(inner));
        }
        return found;
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(ProofTable.FILE.getParent());
            Files.write(ProofTable.FILE, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            lines.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
