package org.zenotisync.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.EventLease;
import org.zenotisync.checkpoint.FailingTables;
import org.zenotisync.checkpoint.Outbox;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.config.SharedTables;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseSetup;
import org.zenotisync.warehouse.Warehouses;

/** What the Markdown pages say about each other and about the code. */
class DocumentsTest {

    private static final Path DOCS = Path.of("docs");
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Path TEST_RESOURCES = Path.of("src", "test", "resources");

    /** So that its reader gets through it in two minutes. */
    private static final int MOST_BYTES_OF_README = 8192;

    private static final Pattern CONTROL_TABLE = Pattern.compile("zenoti_sync_[a-z_]*[a-z]");
    private static final Pattern ROW_OF_A_CONTROL_TABLE =
            Pattern.compile("(?m)^\\| `(zenoti_sync_[a-z_]+)` \\|[^|\\n]*\\|([^|\\n]*)\\|$");
    private static final Pattern CREATE_CONTROL_TABLE =
            Pattern.compile("CREATE TABLE IF NOT EXISTS \\S*?\"(zenoti_sync_[a-z_]+)\" \\((.*)\\);");
    private static final Pattern IN_PARENTHESES = Pattern.compile("\\([^()]*\\)");
    private static final Pattern NAME_IN_CODE = Pattern.compile("`([a-z_]+)`");
    private static final Pattern TABLE_IN_CODE = Pattern.compile("`(bi_[a-z0-9_]+)`");
    private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern CLASS_IN_ITS_PACKAGE = Pattern.compile("`((?:[a-z0-9]+/)+[A-Z]\\w+)`");
    private static final Pattern FOLDER = Pattern.compile("`([a-z-]+)/`");
    private static final Pattern PACKAGES_OF_A_ROW = Pattern.compile("(?m)^\\| ((?:`[a-z0-9.]+`(?:, )?)+) \\|");
    private static final Pattern STEP = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");
    /** A code block, and the file of the examples that the link before it names. */
    private static final Pattern COPY =
            Pattern.compile("(?s)\\(\\.\\./(examples/[^)]+\\.(?:java|xml|properties))\\)+:\\n\\n```\\w+\\n(.*?)```");

    private static final Pattern PACKAGE = Pattern.compile("`([a-z0-9.]+)`");

    /** On Redshift only; it has no columns worth a word. */
    private static final String LOCK_TABLE = "zenoti_sync_lock";

    /** Named like control tables, and none. */
    private static final Set<String> COLUMNS_OF_A_STAGE = Set.of("zenoti_sync_batch", "zenoti_sync_row");

    @Test
    void thePageOfSeveralSourcesListsTheSharedTables() throws IOException {
        String page = Files.readString(DOCS.resolve("sources.md"));
        String list = page.substring(page.indexOf("### The tables of `default`"), page.indexOf("## Add, pause"));

        assertThat(TABLE_IN_CODE.matcher(list).results().map(result -> result.group(1)))
                .containsExactlyElementsOf(SharedTables.documented());
    }

    @Test
    void everyRelativeLinkLeadsToAFileAndAHeading() throws IOException {
        Map<Path, MarkdownPage> pages = MarkdownPage.all().stream()
                .collect(Collectors.toMap(
                        page -> page.file().normalize(), Function.identity(), (a, b) -> a, TreeMap::new));

        Set<String> broken = new TreeSet<>();
        for (MarkdownPage page : pages.values()) {
            for (String link : page.relativeLinks()) {
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? page.file().normalize() : page.resolve(parts[0]);
                if (!Files.exists(target)) {
                    broken.add(page + ": there is no file " + link);
                } else if (parts.length == 2
                        && pages.containsKey(target)
                        && !pages.get(target).anchors().contains(parts[1])) {
                    broken.add(page + ": there is no heading " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.size(Path.of("README.md"))).isLessThanOrEqualTo(MOST_BYTES_OF_README);
    }

    @Test
    void everyPageBelowDocsIsInTheListOfPages() throws IOException {
        Path list = DOCS.resolve("README.md");
        List<String> listed = MarkdownPage.read(list).relativeLinks();
        try (Stream<Path> pages = Files.list(DOCS)) {
            assertThat(pages.filter(page -> !page.equals(list) && Files.isRegularFile(page))
                            .map(page -> page.getFileName().toString())
                            .filter(page -> !listed.contains(page)))
                    .isEmpty();
        }
    }

    @Test
    void theControlTablesAreThoseOfThePageWithTheirColumns() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        ROW_OF_A_CONTROL_TABLE
                .matcher(MarkdownPage.read(DOCS.resolve("control-tables.md")).text())
                .results()
                .forEach(row -> documented.put(row.group(1), namesIn(row.group(2))));
        Map<String, Set<String>> created = new TreeMap<>(createdControlTables());
        created.remove(LOCK_TABLE);

        assertThat(documented).isEqualTo(created);
    }

    @Test
    void everyControlTableThatAPageNamesIsOneOfTheProgram() throws IOException {
        Set<String> known = new TreeSet<>(createdControlTables().keySet());
        known.addAll(COLUMNS_OF_A_STAGE);
        for (MarkdownPage page : MarkdownPage.all()) {
            assertThat(CONTROL_TABLE
                            .matcher(page.text())
                            .results()
                            .map(MatchResult::group)
                            .filter(name -> !known.contains(name)))
                    .as(page.toString())
                    .isEmpty();
        }
    }

    @Test
    void everyTestThatStandsForAGuaranteeExists() throws IOException {
        String page = MarkdownPage.read(DOCS.resolve("guarantees.md")).text();
        Set<String> classes = javaFiles(TESTS).keySet();
        List<String> named = firstGroups(TEST_CLASS, page);
        List<String> folders = firstGroups(FOLDER, page);

        assertThat(named).isNotEmpty();
        assertThat(named.stream().filter(name -> !classes.contains(name))).isEmpty();
        assertThat(folders).isNotEmpty();
        assertThat(folders.stream()
                        .filter(name -> !Files.isDirectory(
                                TEST_RESOURCES.resolve("corpus").resolve(name))))
                .isEmpty();
    }

    @Test
    void everyPackageHasARowInTheArchitecture() throws IOException {
        Set<String> documented = PACKAGES_OF_A_ROW
                .matcher(MarkdownPage.read(Path.of("ARCHITECTURE.md")).text())
                .results()
                .flatMap(row -> firstGroups(PACKAGE, row.group(1)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Path root = MAIN.resolve(Path.of("org", "zenotisync"));

        assertThat(javaFiles(root).values().stream()
                        .map(file -> root.relativize(file.getParent())
                                .toString()
                                .replace('\\', '/')
                                .replace('/', '.'))
                        .distinct()
                        .filter(name -> !documented.contains(name)))
                .isEmpty();
    }

    @Test
    void theStepsOfAPassAreThoseOfTheRouteInTheirOrder() throws IOException {
        String page = MarkdownPage.read(Path.of("ARCHITECTURE.md")).text();
        String steps = page.substring(page.indexOf("| step |"), page.indexOf("## Five ideas"));
        String routes = MarkdownPage.read(MAIN.resolve(Path.of("org", "zenotisync", "routes", "ZenotiRoutes.java")))
                .text();

        assertThat(firstGroups(STEP, steps).stream()
                        .map(step -> routes.indexOf(".id(step(\"" + step + "\"))"))
                        .toList())
                .isNotEmpty()
                .doesNotContain(-1)
                .isSorted();
    }

    @Test
    void everyClassThatAPageNamesWithItsPackageExists() throws IOException {
        Path packages = Path.of("org", "zenotisync");
        for (MarkdownPage page : MarkdownPage.all()) {
            assertThat(firstGroups(CLASS_IN_ITS_PACKAGE, page.text()).stream().filter(name -> Stream.of(MAIN, TESTS)
                            .map(root -> root.resolve(packages).resolve(name + ".java"))
                            .noneMatch(Files::exists)))
                    .as(page.toString())
                    .isEmpty();
        }
    }

    /** The examples are built and run, so what is copied from them is right. */
    @Test
    void theCodeOfTheCamelPageIsThatOfTheExamples() throws IOException {
        List<MatchResult> copies = COPY.matcher(
                        MarkdownPage.read(DOCS.resolve("camel.md")).text())
                .results()
                .toList();

        assertThat(copies).hasSizeGreaterThan(6);
        for (MatchResult copy : copies) {
            assertThat(Files.readString(Path.of(copy.group(1)))).contains(copy.group(2));
        }
    }

    @Test
    void theCamelPageCountsTheLinesOfTheExamples() throws IOException {
        String page = MarkdownPage.read(DOCS.resolve("camel.md")).text();
        for (String example : List.of("camel-main", "spring-boot", "camel-quarkus")) {
            Path folder = Path.of("examples", example);
            Path main = folder.resolve(Path.of("src", "main"));
            long java = 0;
            for (Path file : javaFiles(main).values()) {
                java += Files.readAllLines(file).size();
            }
            int pom = Files.readAllLines(folder.resolve("pom.xml")).size();
            long settings = Files.readAllLines(main.resolve(Path.of("resources", "application.properties"))).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .count();

            assertThat(page)
                    .contains("| [" + example + "](../examples/" + example + "/README.md) | " + java + " | " + pom
                            + " | " + settings + " |");
        }
    }

    private static List<String> firstGroups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** The names in code, without what is said about them in parentheses. */
    private static Set<String> namesIn(String cell) {
        String plain = IN_PARENTHESES.matcher(cell).replaceAll("");
        return new TreeSet<>(firstGroups(NAME_IN_CODE, plain));
    }

    /** Every control table with its columns, as a golden file of the statements of a first cycle has them. */
    private static Map<String, Set<String>> createdControlTables() throws IOException {
        Map<String, Set<String>> tables = new LinkedHashMap<>();
        Path golden = TEST_RESOURCES.resolve(Path.of("org", "zenotisync", "redshift", "golden", "1-set-up.sql"));
        String created = Files.readString(golden) + createdForEvents();
        CREATE_CONTROL_TABLE.matcher(created).results().forEach(statement -> {
            String columns = statement.group(2);
            for (String before = ""; !before.equals(columns); ) {
                before = columns;
                columns = IN_PARENTHESES.matcher(columns).replaceAll("");
            }
            tables.put(
                    statement.group(1),
                    Arrays.stream(columns.split(","))
                            .map(column -> column.strip().split(" ")[0])
                            .filter(name -> !name.equals("PRIMARY"))
                            .collect(Collectors.toCollection(TreeSet::new)));
        });
        return tables;
    }

    /** The statements of the tables that exist only if events are sent. */
    private static String createdForEvents() {
        String url = "jdbc:duckdb:";
        Warehouse warehouse = Warehouses.of(url).warehouse(new WarehouseSetup(null, Map.of(), true, null, null));
        Clock clock = Clock.systemUTC();
        return Stream.of(
                        new Outbox(warehouse, OutboxChannel.EVENTS, clock),
                        new EventLease(warehouse, OutboxChannel.EVENTS, clock),
                        new FailingTables(warehouse, clock))
                .flatMap(table -> warehouse.ddl().createControlTable(table.definition()).stream())
                .map(sql -> "\n" + sql.replaceAll("\\s+", " ") + ";")
                .collect(Collectors.joining());
    }

    /** Java files below a folder, by the name of their class. */
    private static Map<String, Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            Function.identity(),
                            (first, other) -> first,
                            TreeMap::new));
        }
    }
}
