package org.zenotisync.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
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

    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private Optional<TestPlan> plan = Optional.empty();

    public ProofListener() {
        this(ProofTable.FILE);
    }

    /** @param file gets the notes */
    ProofListener(Path file) {
        this.file = file;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = Optional.of(started);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (test.getSource().orElse(null) instanceof MethodSource source) {
            note(test, source.getJavaClass(), source.getJavaMethod(), "skipped");
        }
    }

    /**
     * A test, or what contains tests: if that fails, what comes before or after them has failed, and they may not have
     * run. When it runs again and does not fail, the note of that is replaced by one that does not count.
     */
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean isFailed = result.getStatus() == TestExecutionResult.Status.FAILED;
        boolean isAborted = result.getStatus() == TestExecutionResult.Status.ABORTED;
        String outcome = isFailed ? "failed" : isAborted ? "skipped" : test.isTest() ? "passed" : "nothing failed";
        if (!test.isTest() && isAborted) {
            return;
        }
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            note(test, method.getJavaClass(), method.getJavaMethod(), outcome);
        } else if (source instanceof ClassSource all) {
            Class<?> type = all.getJavaClass();
            for (Method method :
                    AnnotationSupport.findAnnotatedMethods(type, Testable.class, HierarchyTraversalMode.TOP_DOWN)) {
                note(test, type, method, outcome);
            }
        }
    }

    /** @param method the test, or one that it contains */
    private synchronized void note(TestIdentifier test, Class<?> type, Method method, String outcome) {
        Optional<Proves> found = AnnotationSupport.findAnnotation(method, Proves.class)
                .or(() -> AnnotationSupport.findAnnotation(type, Proves.class));
        if (found.isEmpty()) {
            return;
        }
        Proves proves = found.get();
        boolean isNative = type.getName().endsWith("IT") && PackagedProgram.isNative();
        // a case is the same one whichever test runs it
        String name = test.isTest() && proves.value() == Proof.CORPUS ? test.getDisplayName() : test.getUniqueId();
        for (TargetDatabase database : databases(test, method, proves)) {
            lines.add(String.join(
                    "\t", database.name(), proves.value().name(), isNative ? "native" : "jvm", name, outcome));
        }
    }

    /**
     * Those that the names of a test, or of what contains it, tell. Before it is known which tests something contains,
     * their parameters tell them, or else they are those that were wanted.
     */
    private List<TargetDatabase> databases(TestIdentifier test, Method method, Proves proves) {
        if (proves.on().length > 0) {
            return List.of(proves.on());
        }
        List<TargetDatabase> found = List.of();
        Optional<TestIdentifier> each = Optional.of(test);
        while (each.isPresent() && found.isEmpty()) {
            TestIdentifier inner = each.get();
            found = named(inner.getDisplayName());
            each = plan.flatMap(all -> all.getParent(inner));
        }
        if (found.isEmpty() && !test.isTest()) {
            found = named(Arrays.toString(method.getAnnotations()));
            return found.isEmpty() ? TargetDatabase.wanted() : found;
        }
        return found;
    }

    private static List<TargetDatabase> named(String text) {
        return NAMES.entrySet().stream()
                .filter(name -> name.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            lines.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
