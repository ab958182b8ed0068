package org.zenotisync.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zenotisync.s3.AwsSettings;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.Warehouses;

/**
 * docs/settings.md, application.properties and all other pages against the declarations. {@code -Dsettings=write} writes the
 * generated part of docs/settings.md again.
 */
class SettingsPageTest {

    private static final Path PAGE = Path.of("docs", "settings.md");
    private static final Path PROPERTIES = Path.of("application.properties");

    private static final Pattern GENERATED =
            Pattern.compile("(<!-- generated from .*? -->\n)(.*?)(<!-- end of the generated part -->)", Pattern.DOTALL);

    /** Keys in prose and code, but neither files ({@code zenoti.duckdb}) nor parts of other names. */
    private static final Pattern KEY =
            Pattern.compile("(?<![\\w./{-])zenoti\\.[a-z][a-z0-9_<>-]*(?:\\.[A-Za-z0-9_<>-]+)*");

    private static final Pattern VARIABLE =
            Pattern.compile("(?<![\\w])ZENOTI_[A-Z0-9_]+(?:<(?:TABLE|NAME)>[A-Z0-9_]+)?");

    /** Names that pages mention because they are not settings, and those of tests. */
    private static final Pattern NOT_A_SETTING =
            Pattern.compile("zenoti\\.(duckdb.*|sources|test\\..*|jar)|ZENOTI_BUKET|ZENOTI_TABLES_DBO_BI_FACTX_KEY");

    @Test
    void thePageHoldsTheDeclarations() throws IOException {
        String page = Files.readString(PAGE);
        Matcher generated = GENERATED.matcher(page);
        assertThat(generated.find())
                .as("marks of the generated part in " + PAGE)
                .isTrue();
        String expected = tables();
        if ("write".equals(System.getProperty("settings"))) {
            Files.writeString(
                    PAGE, page.substring(0, generated.start(2)) + expected + page.substring(generated.end(2)));
        } else {
            assertThat(generated.group(2))
                    .as(PAGE + "; ./mvnw test -Dtest=SettingsPageTest -Dsettings=write writes it")
                    .isEqualTo(expected);
        }
    }

    @Test
    void thePageShowsTheUrlsOfAllDatabases() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Warehouses.all())
                .filteredOn(database -> database.getClass().getPackageName().startsWith("org.zenotisync.warehouse"))
                .isNotEmpty()
                .extracting(WarehouseProvider::exampleUrl)
                .allSatisfy(url -> assertThat(page).contains(url));
    }

    /** application.properties has a commented line for each setting, with its default. */
    @Test
    void applicationPropertiesHasEverySettingWithItsDefault() throws IOException {
        Map<String, String> defaults = new LinkedHashMap<>();
        Settings.all()
                .forEach(setting ->
                        defaults.put(setting.key(), setting.whenAbsent().written()));
        Map<String, String> commented = new LinkedHashMap<>();
        Matcher line = Pattern.compile("(?m)^#(zenoti\\.[^=]+)=(.*)$").matcher(Files.readString(PROPERTIES));
        while (line.find()) {
            boolean isExample =
                    line.group(1).contains(".bi_factexample.") || line.group(1).contains(".north.");
            commented.put(
                    line.group(1)
                            .replace(".bi_factexample.", "." + Setting.TABLE + ".")
                            .replace(".north.", "." + Setting.SOURCE + "."),
                    isExample ? "" : line.group(2));
        }
        assertThat(commented).isEqualTo(defaults);
    }

    /** The part of the page that is written by hand. */
    @Test
    void thePageHasTheValuesThatQuarkusAndCamelHaveHere() throws IOException {
        Properties packaged = new Properties();
        packaged.load(new StringReader(Files.readString(PROPERTIES)));
        Matcher row = Pattern.compile("(?m)^\\| `((?:quarkus|camel)\\.[^`]+)` \\|.*\\| (?:`([^`]+)`|-) \\|$")
                .matcher(Files.readString(PAGE));
        List<String> shown = new ArrayList<>();
        while (row.find()) {
            shown.add(row.group(1));
            assertThat(packaged.getProperty(row.group(1))).as(row.group(1)).isEqualTo(row.group(2));
        }
        assertThat(shown).hasSizeGreaterThan(5);
    }

    @Test
    void everySettingThatAPageMentionsExists() throws IOException {
        for (Path page : pages()) {
            assertThat(mentioned(KEY, Files.readString(page)))
                    .as("keys in " + page)
                    .allMatch(SettingsPageTest::isKey, "is a setting");
            assertThat(mentioned(VARIABLE, Files.readString(page)))
                    .as("environment variables in " + page)
                    .allMatch(SettingsPageTest::isVariable, "sets a setting");
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            docs.filter(path -> path.toString().endsWith(".md")),
                            Stream.of(Path.of("README.md"), Path.of("ARCHITECTURE.md"), Path.of("CONTRIBUTING.md")))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> mentioned(Pattern names, String text) {
        Set<String> mentioned = new TreeSet<>();
        Matcher name = names.matcher(text);
        while (name.find()) {
            mentioned.add(name.group());
        }
        mentioned.removeIf(NOT_A_SETTING.asMatchPredicate());
        return mentioned;
    }

    /** A whole key, or a group of keys such as {@code zenoti.redshift}. */
    private static boolean isKey(String mentioned) {
        String key = mentioned
                .replaceFirst("^(zenoti\\.tables)\\..+\\.(key|kind)$", "$1." + Setting.TABLE + ".$2")
                .replaceFirst("^(zenoti\\.sources)\\.[a-z0-9-]+\\.", "$1." + Setting.SOURCE + ".");
        return Settings.all().stream()
                .map(Setting::key)
                .anyMatch(known -> known.equals(key) || known.startsWith(key + "."));
    }

    private static boolean isVariable(String mentioned) {
        return Settings.all().stream()
                .map(Setting::environmentName)
                .map(name -> Pattern.quote(name)
                        .replace(Setting.TABLE.toUpperCase(Locale.ROOT), "\\E(?:<TABLE>|[A-Z0-9_]+)\\Q")
                        .replace(Setting.SOURCE.toUpperCase(Locale.ROOT), "\\E(?:<NAME>|[A-Z0-9_]+)\\Q"))
                .anyMatch(mentioned::matches);
    }

    private static String tables() {
        List<Settings.Group> groups = new ArrayList<>(Settings.groups());
        groups.add(new Settings.Group("Amazon S3", AwsSettings.all()));
        return groups.stream()
                .map(group -> "\n## " + group.title() + "\n\n"
                        + "| setting | meaning | values | default |\n| --- | --- | --- | --- |\n"
                        + group.settings().stream().map(SettingsPageTest::row).collect(Collectors.joining()))
                .collect(Collectors.joining("", "", "\n"));
    }

    private static String row(Setting<?> setting) {
        return "| `" + setting.key() + "` | " + setting.meaning() + " | "
                + setting.values().shown() + " | " + setting.whenAbsent().shown() + " |\n";
    }
}
