package org.zenotisync.testing;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium that is installed on the machine, with its driver (Debian: chromium, chromium-driver). */
public final class Browser implements AutoCloseable {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> DRIVERS = List.of("chromedriver");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Why there is no browser; empty if there is one. */
    public static Optional<String> missing() {
        return executable(BROWSERS).isPresent() && executable(DRIVERS).isPresent()
                ? Optional.empty()
                : Optional.of("there is no Chromium with its driver (Debian: apt-get install chromium chromium-driver;"
                        + " .ci/browser does it)");
    }

    /**
     * Starts it.
     *
     * @throws IllegalStateException if there is none
     */
    public static Browser start() {
        File browser = executable(BROWSERS)
                .orElseThrow(() -> new IllegalStateException("no browser"))
                .toFile();
        File driver = executable(DRIVERS)
                .orElseThrow(() -> new IllegalStateException("no driver"))
                .toFile();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        // it has no sandbox of its own for root
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
        options.setCapability("goog:loggingPrefs", logs);
        return new Browser(new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(driver).build(), options));
    }

    private static Optional<Path> executable(List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A screen of a desk or of a phone, with light or dark colours. */
    public void screen(boolean isPhone, boolean isDark) {
        screen(isPhone ? 390 : 1280, isPhone ? 844 : 900, isPhone, isDark);
    }

    /** A screen with a size in pixels. */
    public void screen(int width, int height, boolean isPhone, boolean isDark) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", isPhone));
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    /** Whether pages may run scripts; the methods of this class that need them run them all the same. */
    public void scripts(boolean areOn) {
        command("Emulation.setScriptExecutionDisabled", Map.of("value", !areOn));
    }

    private void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    public void open(String address) {
        driver.get(address);
    }

    public String address() {
        return driver.getCurrentUrl();
    }

    public String title() {
        return driver.getTitle();
    }

    public WebElement element(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    public List<WebElement> elements(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The text that a person sees. */
    public String text() {
        return element("body").getText();
    }

    public String html() {
        return driver.getPageSource();
    }

    /** What has the focus. */
    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** The result of a script, which may be null. */
    public Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the rules of accessibility (axe-core) find on the page. */
    public List<String> violations() {
        return new AxeBuilder()
                .analyze(driver).getViolations().stream().map(Browser::inWords).toList();
    }

    private static String inWords(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + ": "
                + rule.getNodes().stream()
                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                        .toList();
    }

    /** What the browser has complained of since the last call, such as what the policy of the page forbids. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** A picture of what is on the screen, as PNG. */
    public void picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
