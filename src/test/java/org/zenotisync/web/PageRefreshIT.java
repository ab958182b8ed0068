package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.zenotisync.config.WebConfig;
import org.zenotisync.config.WebUsers;
import org.zenotisync.testing.Browser;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** Every page follows a real sync in a real Chromium without being loaded by hand. */
@Timeout(240)
class PageRefreshIT {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static int buckets;

    @TempDir
    private Path folder;

    private final String bucket = "refresh-" + buckets++;
    private final RunningCycle cycle = new RunningCycle();
    private final PageRoutes routes = new PageRoutes();
    private final Vertx vertx = Vertx.vertx();
    private String address = "";

    @BeforeEach
    void serve() throws Exception {
        Browser.missing().ifPresent(Assumptions::abort);
        Router router = Router.router(vertx);
        routes.addTo(router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        address = "http://localhost:" + server.actualPort();
    }

    @AfterEach
    void end() {
        vertx.close();
    }

    @Test
    void aPageThatWasOpenedWhenTheProgramStartedShowsTheTablesLater() throws Exception {
        try (SyncHarness harness = harness();
                Browser browser = Browser.start()) {
            browser.open(address + "/");
            assertThat(browser.text()).contains("The program starts");

            show(harness);
            await(browser, "Not known yet: the first cycle has not run.");

            publishTable("DimX");
            harness.cleanCycle();
            await(browser, "Yes: the table is fresh");
            assertThat(browser.text()).contains("bi_dimx");
            assertThat(browser.elements("select[name=state] option")).hasSizeGreaterThan(1);
            assertThat(browser.violations()).isEmpty();
        }
    }

    @Test
    void thePageOfTheSchemaFilesRefreshesItself() throws Exception {
        try (SyncHarness harness = harness();
                Browser browser = Browser.start()) {
            show(harness);
            publishTable("DimX");
            harness.cleanCycle();
            browser.open(address + "/schema");
            assertThat(browser.text()).contains("Bi_DimX.txt").doesNotContain("Bi_DimY.txt");

            publishTable("DimY");
            harness.cleanCycle();

            await(browser, "Bi_DimY.txt");
            assertThat(browser.violations()).isEmpty();
        }
    }

    @Test
    void thePageOfATableWhoseProgramIsGoneSaysSo() throws Exception {
        try (SyncHarness harness = harness();
                Browser browser = Browser.start()) {
            show(harness);
            publishTable("DimX");
            harness.cleanCycle();
            browser.open(address + "/tables/bi_dimx");
            assertThat(browser.text()).contains("Last runs");

            vertx.close().toCompletionStage().toCompletableFuture().get();

            await(browser, "The program does not answer: this page is old.");
            assertThat(browser.violations()).isEmpty();
        }
    }

    private static void await(Browser browser, String text) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!textOf(browser).contains(text)) {
            assertThat(System.nanoTime()).as(text).isLessThan(deadline);
            Thread.sleep(200);
        }
    }

    /** The text of the page; empty while it is being loaded again. */
    private static String textOf(Browser browser) {
        try {
            return browser.text();
        } catch (NoSuchElementException | StaleElementReferenceException e) {
            return "";
        }
    }

    private SyncHarness harness() {
        return new SyncHarness(S3.client(), bucket, folder.resolve("target.duckdb"), Map.of(), Map.of("page", cycle));
    }

    private void show(SyncHarness harness) {
        WebConfig config = new WebConfig(true, "localhost", 8080, false, false, WebUsers.NONE);
        routes.show(new StatusPage(harness.sync(), config, cycle));
    }

    private void publishTable(String name) {
        String table = "bi_" + name.toLowerCase(Locale.ROOT);
        S3.publish(
                bucket,
                new TreeMap<>(Map.of(
                        "SchemaFull/Bi_" + name + ".txt",
                        ("CREATE TABLE " + table + " (id INT) SORTKEY(id);").getBytes(StandardCharsets.UTF_8),
                        "POD1/1/" + table + "/1/a.csv",
                        "1\n".getBytes(StandardCharsets.UTF_8))));
    }
}
