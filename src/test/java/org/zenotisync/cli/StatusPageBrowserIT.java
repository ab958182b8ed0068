package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.zenotisync.testing.Browser;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;

/**
 * The status page of the packaged program as a person sees it: in a real browser, on a desk and on a phone, light and
 * dark, with the keyboard, with and without JavaScript. The pictures of docs/page.md are made here:
 * {@code -Dscreenshots=write}.
 */
@Timeout(240)
class StatusPageBrowserIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("The status page is at (http://localhost:[0-9]+)/");

    /** A value of the feed, which the page must not show unless it is asked to. */
    private static final String PLANTED = "Plantagenet";

    private static final String HARMFUL = "\"><img src=x onerror=alert(1)><script>alert(2)</script>";

    private static final int GROUPS = 24;

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    static Path folder;

    private static Browser browser;
    private static RunningProgram open;
    private static RunningProgram guarded;

    private String address = "";

    @BeforeAll
    static void start() throws Exception {
        Browser.missing().ifPresent(Assumptions::abort);
        publishTwoSources();
        open = run(
                "open",
                Map.of(
                        "ZENOTI_SOURCES_NORTH_BUCKET", "page-north",
                        "ZENOTI_SOURCES_SOUTH_BUCKET", "page-south",
                        "ZENOTI_ON_BAD_ROW", "quarantine"));
        publish(
                "page-guarded",
                "SchemaFull/Bi_DimX.txt",
                "CREATE TABLE bi_dimx (id INT, name VARCHAR(40)) SORTKEY(id);");
        publish("page-guarded", "POD1/1/bi_dimx/1/a.csv", "1,a\n2,b\n");
        publish("page-guarded", "POD1/2/bi_dimx/1/a.csv", PLANTED + ",c\n3,c\n4,d\n");
        Path users = folder.resolve("users.properties");
        Files.writeString(users, "alice=" + digest("alice", "a-long-password") + "\n");
        guarded = run(
                "guarded",
                Map.of(
                        "ZENOTI_BUCKET", "page-guarded",
                        "ZENOTI_ON_BAD_ROW", "quarantine",
                        "ZENOTI_MAX_BAD_ROWS", "50%",
                        "ZENOTI_WEB_SHOW_ROWS", "true",
                        "ZENOTI_WEB_USERS", users.toString(),
                        "ZENOTI_WEB_ACTIONS", "true"));
        browser = Browser.start();
        for (RunningProgram running : List.of(open, guarded)) {
            running.await(LONGEST, () -> running.log().contains("Cycle ended"));
        }
    }

    @AfterAll
    static void end() {
        for (AutoCloseable started : new AutoCloseable[] {browser, open, guarded}) {
            try {
                if (started != null) {
                    started.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeEach
    void lookAtTheOpenPage() throws Exception {
        address = address(open);
        browser.scripts(true);
        browser.screen(false, false);
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void everyPageIsAccessibleAndFitsOnTheScreen(boolean isPhone, boolean isDark) {
        browser.screen(isPhone, isDark);
        browser.complaints();
        for (String path : List.of(
                "/",
                "/?state=attention&source=north",
                "/?name=none",
                "/tables/bi_dimitem",
                "/tables/bi_dimguest",
                "/tables/bi_dimdiscount",
                "/schema")) {
            browser.open(address + path);

            assertThat(browser.violations()).as(path).isEmpty();
            assertThat(browser.script("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("%s has nothing beside the screen", path)
                    .isEqualTo(true);
            assertThat(browser.script("return matchMedia('(prefers-color-scheme: dark)').matches"))
                    .isEqualTo(isDark);
            assertThat(browser.complaints()).as(path).isEmpty();
        }
    }

    @Test
    void theFirstScreenAnswersTheQuestion() throws Exception {
        browser.open(address + "/");

        String verdict = browser.element("#verdict").getText();
        assertThat(verdict).contains("No: ", "1 failed", "1 waiting for schema", "2 schema files not applied");
        assertThat(browser.title()).contains("No: ");
        browser.screen(1280, 800, false, false);
        picture("page.png");
        browser.screen(true, true);
        browser.open(address + "/");
        // on a phone, too
        assertThat(browser.element("#verdict").getRect().getY()
                        + browser.element("#verdict").getRect().getHeight())
                .isLessThan(844);
        picture("page-phone.png");
        browser.screen(1024, 800, false, false);
        browser.open(address + "/tables/bi_dimguest");
        picture("page-table.png");
    }

    @Test
    void severalSourcesAreShownAndChosen() throws Exception {
        browser.open(address + "/");

        assertThat(row("bi_dimdiscount", "south")).contains("shared", "consumed from north");
        assertThat(row("bi_dimdiscount", "north")).contains("in step");
        select("source", "south");

        assertThat(browser.elements("tbody tr")).hasSize(2);
        assertThat(browser.address()).contains("source=south");
        browser.open(address + "/tables/bi_dimdiscount");
        assertThat(browser.text()).contains("dimension, key discountid (sortkey of the schema file");
    }

    @Test
    void withoutJavaScriptAllOfItIsThere() throws Exception {
        browser.scripts(false);
        browser.open(address + "/");

        assertThat(browser.text()).contains("No: ", "bi_dimuser", "waiting for schema");
        assertThat(browser.elements("noscript meta[http-equiv=refresh]"))
                .as("the browser reads it, since scripts are off")
                .isNotNull();
        select("state", "failed");
        assertThat(browser.elements("tbody tr")).hasSize(1);
        browser.element("tbody a").click();
        assertThat(browser.element("h1").getText()).isEqualTo("bi_dimitem");
    }

    @Test
    void theKeyboardGetsToEverythingInOrderAndTheFocusIsSeen() {
        browser.open(address + "/");
        List<Integer> order = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int most = 4 + browser.elements("a, button, input, select, summary").size();

        for (int i = 0; i < most && names.stream().noneMatch("Stop refreshing this page"::equals); i++) {
            browser.focused().sendKeys(Keys.TAB);
            WebElement focused = browser.focused();
            names.add(focused.getText());
            order.add(((Number)
                            browser.script("return [...document.querySelectorAll('*')].indexOf(arguments[0])", focused))
                    .intValue());
            assertThat(browser.script(
                            "let s = getComputedStyle(arguments[0]), r = arguments[0].getBoundingClientRect();"
                                    + " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2"
                                    + " && r.width > 0 && r.left >= 0 && r.bottom > 0 && r.top < innerHeight",
                            focused))
                    .as("the focus on '%s' is seen", focused.getText())
                    .isEqualTo(true);
        }

        assertThat(order).isSorted().doesNotHaveDuplicates();
        assertThat(names)
                .startsWith("Skip to the content", "Tables", "Schema files")
                .contains("bi_dimuser", "Show");
        browser.open(address + "/");
        browser.focused().sendKeys(Keys.TAB);
        browser.focused().sendKeys(Keys.ENTER);
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("content");
    }

    @Test
    void valuesAreShownOnlyIfTheSettingsSaySo() throws Exception {
        for (String path : List.of("/", "/tables/bi_dimitem", "/tables/bi_dimguest", "/schema")) {
            browser.open(address + path);
            assertThat(browser.html()).as(path).doesNotContain(PLANTED);
        }
        browser.open(address + "/tables/bi_dimitem");
        assertThat(browser.text()).contains(", line 1, column \"itemid\"", "the value is not a whole number");
        browser.open(address + "/tables/bi_dimguest");
        assertThat(browser.text()).contains("POD1/5/bi_dimguest/1/a.csv", "zenoti.web.show-rows=true");

        browser.open(signedIn() + "/tables/bi_dimx");
        assertThat(browser.text()).contains("value '" + PLANTED + "' is not a whole number", PLANTED + ",c");
    }

    @Test
    void whatComesFromOutsideIsTextAndNothingElse() {
        String query = "%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E%3Cscript%3Ealert(2)%3C/script%3E";
        for (String path : List.of(
                "/schema", "/", "/?name=" + query + "&state=" + query + "&source=" + query, "/tables/" + query)) {
            browser.open(address + path);

            assertThat(browser.elements("img, iframe, object, script:not([src='/refresh.js'])"))
                    .as(path)
                    .isEmpty();
        }
        browser.open(address + "/schema");
        assertThat(browser.text()).contains("Bi_Dim" + HARMFUL.replace("/", "_") + ".txt");
        browser.open(address + "/?name=" + query);
        assertThat(browser.element("input[name=name]").getDomProperty("value")).isEqualTo(HARMFUL);
    }

    @Test
    void thePageRefreshesItselfAndTheFocusStays() throws Exception {
        browser.open(signedIn() + "/");
        browser.script("window.kept = true; document.querySelector('tbody a').focus()");
        assertThat(row("bi_dimx", "POD1")).doesNotContain("77");
        publish("page-guarded", "POD1/77/bi_dimx/1/a.csv", "77,x\n");
        // somebody else does
        browser.script("let form = document.querySelector('form[action=\"/actions/cycle\"]');"
                + " return fetch(location.origin + '/actions/cycle', {method: 'POST', body: new URLSearchParams(new FormData(form))})"
                + ".then(r => r.status)");

        guarded.await(LONGEST, () -> row("bi_dimx", "POD1").contains("77"));

        assertThat(browser.script("return window.kept"))
                .as("it was not loaded again")
                .isEqualTo(true);
        assertThat(browser.focused().getText()).isEqualTo("bi_dimx");
    }

    @Test
    void aUserPausesAndResumesATableByButtons() throws Exception {
        browser.open(signedIn() + "/tables/bi_dimx");
        assertThat(browser.text()).contains("signed in as alice");
        assertThat(browser.violations()).isEmpty();

        browser.element("form[action='/actions/pause'] button").sendKeys(Keys.ENTER);

        guarded.await(LONGEST, () -> browser.text().contains("The table is paused."));
        assertThat(browser.violations()).isEmpty();
        assertThat(guarded.log()).contains("The user alice of the status page has paused bi_dimx");
        browser.element("form[action='/actions/resume'] button").click();
        guarded.await(LONGEST, () -> browser.text().contains("The table is resumed"));
        assertThat(guarded.log()).contains("The user alice of the status page has resumed bi_dimx");
        assertThat(guarded.log()).doesNotContain("a-long-password");
    }

    @Test
    void aFormWithoutItsTokenIsRefused() throws Exception {
        browser.open(signedIn() + "/tables/bi_dimx");
        browser.script("document.querySelector('input[name=token]').remove()");

        browser.element("form[action='/actions/pause'] button").click();

        guarded.await(LONGEST, () -> browser.text().contains("Not allowed"));
        assertThat(browser.violations()).isEmpty();
        browser.open(signedIn() + "/tables/bi_dimx");
        assertThat(browser.elements("form[action='/actions/pause']")).isNotEmpty();
    }

    @Test
    void aPageWhoseProgramIsGoneSaysThatItIsOld() throws Exception {
        publish("page-ends", "SchemaFull/Bi_DimX.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
        publish("page-ends", "POD1/1/bi_dimx/1/a.csv", "1\n");
        RunningProgram ending = run("ending", Map.of("ZENOTI_BUCKET", "page-ends"));
        try (ending) {
            ending.await(LONGEST, () -> ending.log().contains("Cycle ended"));
            browser.open(address(ending) + "/");
            assertThat(browser.element("#verdict").getText()).contains("Yes: the table is fresh");
        }

        open.await(LONGEST, () -> browser.element("#verdict").getText().contains("this page is old"));

        assertThat(browser.violations()).isEmpty();
    }

    private static String signedIn() throws InterruptedException {
        return address(guarded).replace("://", "://alice:a-long-password@");
    }

    /** The text of the first row with both; empty if there is none. */
    private static String row(String table, String place) {
        try {
            return browser.elements("tbody tr").stream()
                    .map(WebElement::getText)
                    .filter(text -> text.contains(table) && text.contains(place))
                    .findFirst()
                    .orElse("");
        } catch (StaleElementReferenceException e) {
            return "";
        }
    }

    /** Chooses a value of a filter and sends the form. */
    private static void select(String filter, String value) throws InterruptedException {
        browser.element("select[name=" + filter + "] option[value=" + value + "]")
                .click();
        browser.element("form.filter button").click();
        open.await(LONGEST, () -> browser.address().contains(filter + "=" + value));
    }

    private static void picture(String name) throws IOException {
        Path made = Path.of("target", "screenshots", name);
        browser.picture(made);
        if ("write".equals(System.getProperty("screenshots"))) {
            Files.write(Path.of("docs", "images", name), Files.readAllBytes(made));
        }
    }

    /** Of two sources with tables in many states. */
    private static void publishTwoSources() {
        Map<String, String> north = new TreeMap<>();
        north.put(
                "SchemaFull/Bi_FactSales.txt",
                "CREATE TABLE bi_factsales (saleid BIGINT, organizationid BIGINT, amount DECIMAL(10,2), void BOOLEAN)"
                        + " SORTKEY(saleid);");
        for (String name : List.of("Bi_DimUser", "Bi_DimItem", "Bi_DimGuest", "Bi_DimRoom", "Bi_DimDiscount")) {
            north.put("SchemaFull/" + name + ".txt", dimension(name));
        }
        north.put("SchemaFull/Bi_Dim" + HARMFUL.replace("/", "_") + ".txt", "CREATE TABLE bi_dimz (id INT) SORTKEY(;");
        for (int group = 1; group <= GROUPS; group++) {
            int rows = 30 + group * 7919 % 120;
            int first = group * 200;
            north.put("POD1/" + group + "/bi_factsales/1/a.csv", lines(first, rows, id -> id + ",1,9.50,false"));
            north.put("POD1/" + group + "/bi_dimuser/1/a.csv", lines(first, rows / 3, id -> id + ",u" + id));
            if (group % 3 == 0) {
                north.put("POD1/" + group + "/bi_dimroom/1/a.csv", lines(first, 4, id -> id + ",r" + id));
            }
            if (group < 9) {
                north.put("POD1/" + group + "/bi_dimitem/1/a.csv", lines(first, rows, id -> id + ",i" + id));
            }
        }
        north.put("POD1/9/bi_dimitem/1/a.csv", PLANTED + ",x\n" + PLANTED + ",y\n");
        north.put("POD1/4/bi_dimguest/1/a.csv", lines(1, 250, id -> id + ",g" + id));
        north.put("POD1/5/bi_dimguest/1/a.csv", PLANTED + ",g0\n" + lines(251, 250, id -> id + ",g" + id));
        north.put("POD1/1/bi_dimdiscount/1/a.csv", "1,ten percent\n");
        north.put("SchemaFull/Bi_DimNew.txt", "CREATE TABLE bi_dimnew (id INT) SORTKEY(;");
        north.put("POD1/7/bi_dimnew/1/a.csv", "1,waits\n");
        north.forEach((key, text) -> publish("page-north", key, text));
        publish("page-south", "SchemaFull/Bi_DimUser.txt", dimension("Bi_DimUser"));
        publish("page-south", "SchemaFull/Bi_DimDiscount.txt", dimension("Bi_DimDiscount"));
        publish("page-south", "POD1/1/bi_dimuser/1/a.csv", "900001,s\n");
        publish("page-south", "POD1/1/bi_dimdiscount/1/a.csv", "1,ten percent\n");
    }

    private static String dimension(String name) {
        String id = name.substring("Bi_Dim".length()).toLowerCase(Locale.ROOT) + "id";
        return "CREATE TABLE " + name + " (" + id + " INT, name VARCHAR(40)) SORTKEY(" + id + ");";
    }

    private static String lines(int first, int count, IntFunction<String> line) {
        return IntStream.range(first, first + count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static void publish(String bucket, String key, String text) {
        S3.publish(bucket, Map.of(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String digest(String name, String password) throws Exception {
        byte[] text = (name + ":zenoti-s3-sync:" + password).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(text));
    }

    private static RunningProgram run(String name, Map<String, String> more) throws IOException {
        Map<String, String> settings = new TreeMap<>(more);
        settings.put("ZENOTI_SETTLE", "0s");
        settings.put("ZENOTI_SCHEDULE", "1h");
        settings.put("ZENOTI_TARGET_URL", "jdbc:duckdb:" + folder.resolve(name + ".duckdb"));
        settings.put("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        settings.put("AWS_REGION", "us-east-1");
        settings.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        settings.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        return new PackagedProgram(settings, PackagedProgram.SHORT_LIVED).start(folder.resolve(name + ".log"), "run");
    }

    private static String address(RunningProgram running) throws InterruptedException {
        return running.awaitLog(LONGEST, ADDRESS);
    }
}
