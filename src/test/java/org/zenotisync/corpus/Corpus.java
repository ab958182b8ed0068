package org.zenotisync.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.zenotisync.testing.TargetDatabase;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One corpus of feed cases: each file below {@code src/test/resources/corpus} is a case. {@code -Dcorpus=csv/} leaves
 * only the cases whose path contains that text.
 */
final class Corpus {

    private static final Path FOLDER = Path.of("src", "test", "resources", "corpus");

    private Corpus() {}

    /**
     * A test for each case and database.
     *
     * @param every 1 for all cases, 20 for every twentieth
     * @param folder an empty one
     */
    static Stream<DynamicNode> tests(
            List<TargetDatabase> targets, int every, S3Client client, Path folder, CorpusSync.Start start)
            throws IOException {
        List<DynamicNode> databases = new ArrayList<>();
        for (TargetDatabase database : targets) {
            List<DynamicTest> tests = tests(every, database.leftOut().keySet(), (name, corpusCase) -> {
                        String bucket = database.name().toLowerCase(Locale.ROOT) + "-" + bucketName(name);
                        Map<String, String> target = database.settings(Files.createDirectories(folder.resolve(bucket)));
                        new CorpusRunner(client, bucket, target, start).run(corpusCase);
                    })
                    .toList();
            databases.add(DynamicContainer.dynamicContainer(database.name(), tests));
        }
        return databases.stream();
    }

    /** What is done with a case. */
    @FunctionalInterface
    interface Runner {
        void run(String name, CorpusCase corpusCase) throws Exception;
    }

    /**
     * A test for each case.
     *
     * @param leftOut names of cases
     */
    static Stream<DynamicTest> tests(int every, Set<String> leftOut, Runner runner) throws IOException {
        List<Path> files = files();
        if (files.isEmpty()) {
            throw new IllegalStateException("no case found below " + FOLDER.toAbsolutePath());
        }
        return IntStream.range(0, files.size())
                .filter(i -> i % every == 0 && !leftOut.contains(name(files.get(i))))
                .mapToObj(i -> test(files.get(i), runner));
    }

    /** A name that a bucket can have, another one for each case. */
    static String bucketName(String name) {
        return Integer.toHexString(name.hashCode());
    }

    private static List<Path> files() throws IOException {
        String wanted = System.getProperty("corpus", "");
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .filter(file -> name(file).contains(wanted))
                    .sorted()
                    .toList();
        }
    }

    private static DynamicTest test(Path file, Runner runner) {
        // no URI of the file: Surefire drops the results of tests that have one, failures too
        return DynamicTest.dynamicTest(name(file), () -> {
            try {
                runner.run(name(file), CorpusParser.parse(Files.readString(file)));
            } catch (AssertionError e) {
                throw new AssertionError(name(file) + ": " + e.getMessage(), e);
            }
        });
    }

    /** For example {@code csv/byte-order-mark}. */
    private static String name(Path file) {
        String path = FOLDER.relativize(file).toString().replace('\\', '/');
        return path.substring(0, path.length() - ".txt".length());
    }
}
