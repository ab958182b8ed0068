package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zenotisync.web.Samples.NASTY;
import static org.zenotisync.web.Samples.NOW;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.cycle.History;
import org.zenotisync.cycle.TableHistory;
import org.zenotisync.model.TableKind;
import org.zenotisync.model.Track;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot.State;
import org.zenotisync.web.Templates.Page;

/** Every template, with names that would do harm if they were not escaped. */
class TemplatesTest {

    private static final Frame FRAME = new Frame(
            "overview", "/?name=" + NASTY, true, "/?refresh=off&name=" + NASTY, NASTY, NASTY, true, NASTY, NASTY);

    private static final Path FOLDER = Path.of("src", "main", "resources", "org", "zenotisync", "web");

    private final Templates templates = new Templates();

    @Test
    void theOverviewEscapesAllNames() {
        assertEscaped(templates.render(Page.OVERVIEW, FRAME, nastyOverview()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePageOfATableEscapesAllNames(boolean showsRows) {
        Track track = new Track(NASTY, NASTY, NASTY);
        // what is loaded has the name of a table
        Track loaded = new Track(NASTY, NASTY, "bi_a");
        TableHistory own = new TableHistory(
                List.of(new RunLog.Recorded(
                        new RunLog.Attempt(
                                loaded.group(12),
                                Optional.of(TableKind.DIMENSION),
                                RunLog.Outcome.FAILED,
                                RunLog.Counts.NONE,
                                1,
                                2,
                                Duration.ofSeconds(3),
                                Optional.of("<b>" + NASTY)),
                        NOW)),
                List.of(new Quarantine.Held(
                        loaded.group(12), NASTY, 7, Optional.of(NASTY), "value " + NASTY, "secret" + NASTY, NOW)));
        SyncSnapshot now = Samples.snapshot(Samples.table(track, State.FAILED, 1, Optional.of(NASTY)));

        String html = templates.render(
                Page.TABLE,
                FRAME,
                TablePage.of(NASTY, now, Samples.nastyHistory(track), own, List.of(NASTY), showsRows));

        assertEscaped(html);
        assertThat(html.contains("secret")).as("shows the row").isEqualTo(showsRows);
    }

    @Test
    void thePageOfTheSchemaFilesEscapesAllNames() {
        History history = Samples.nastyHistory(Samples.track("bi_a"));

        assertEscaped(templates.render(Page.SCHEMA, FRAME, SchemaPage.of(history, List.of(NASTY), true)));
    }

    /** The script replaces these parts. A part that a page lacks would never change. */
    @Test
    void everyPageHasTheSamePartsThatAreRefreshed() {
        List<String> pages = List.of(
                templates.render(Page.OVERVIEW, FRAME, nastyOverview()),
                templates.render(
                        Page.OVERVIEW,
                        FRAME,
                        Samples.overview(
                                SyncSnapshot.of(NOW, List.of(), Optional.empty()), History.none(NOW), Filter.ALL)),
                templates.render(Page.SCHEMA, FRAME, SchemaPage.of(History.none(NOW), List.of(), false)),
                templates.render(
                        Page.TABLE,
                        FRAME,
                        TablePage.of(
                                "bi_a", Samples.snapshot(), History.none(NOW), TableHistory.NONE, List.of(), false)),
                templates.render(Page.MESSAGE, FRAME, new Message("title", "text")));

        assertThat(pages).allSatisfy(page -> assertThat(page)
                .contains("<body data-page=\"")
                .containsOnlyOnce("id=\"answer\"")
                .containsOnlyOnce("id=\"live\"")
                .containsOnlyOnce("id=\"listing\""));
    }

    @Test
    void aMessageEscapesItsText() {
        assertEscaped(templates.render(Page.MESSAGE, FRAME, new Message(NASTY, NASTY)));
    }

    @Test
    void withoutBothUsersAndActionsThereIsNoButton() {
        Frame frame = new Frame("overview", "/", true, "/?refresh=off", "target", "", false, "", "");

        String overview = templates.render(Page.OVERVIEW, frame, nastyOverview());
        String schema = templates.render(
                Page.SCHEMA, frame, SchemaPage.of(Samples.nastyHistory(Samples.track("bi_a")), List.of(), false));

        assertThat(overview + schema).doesNotContain("method=\"post\"").doesNotContain("token");
    }

    @Test
    void aPageThatDoesNotRefreshHasNeitherScriptNorMeta() {
        Frame frame = new Frame("overview", "/", false, "/?refresh=off", "target", "", false, "", "");

        assertThat(templates.render(Page.OVERVIEW, frame, nastyOverview()))
                .doesNotContain("<script")
                .doesNotContain("http-equiv");
    }

    @Test
    void everyTableHasHeadersWithAScopeAndEveryDrawingHasWords() {
        String html = templates.render(Page.OVERVIEW, FRAME, nastyOverview());

        assertThat(html).contains("<html lang=\"en\">", "<main id=\"content\"", "<caption>", "<th scope=\"row\">");
        assertThat(Pattern.compile("<th(?! scope=)[ >]").matcher(html).find()).isFalse();
        assertThat(html)
                .contains("<svg role=\"img\" aria-label=\"2 attempts, at most 7 rows changed; the last one, group 12:"
                        + " failed; 1 failed\"");
        assertThat(html).contains("<progress max=\"100\" value=\"40\"");
    }

    /** The policy of the page forbids both: a browser would ignore them. */
    @Test
    void noTemplateHasAScriptOrAStyleInside() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".html")).toList()) {
                String text = Files.readString(file, StandardCharsets.UTF_8);
                assertThat(text)
                        .as(file.toString())
                        .doesNotContain(" style=")
                        .doesNotContainPattern("\\son[a-z]+=")
                        .doesNotContain("javascript:")
                        // Qute's ways to leave a value as it is
                        .doesNotContainPattern("\\.(raw|safe)\\b");
                Matcher script = Pattern.compile("<script(.*?)>(.*?)</script>").matcher(text);
                while (script.find()) {
                    assertThat(script.group(1)).contains("src=\"/refresh.js\"");
                    assertThat(script.group(2)).isEmpty();
                }
            }
        }
    }

    private static Overview nastyOverview() {
        Track track = new Track(NASTY, NASTY, NASTY, NASTY);
        Track other = new Track("other", "POD1", "bi_a", "other");
        return Overview.of(
                Samples.snapshot(
                        Samples.table(track, State.FAILED, 1, Optional.of("no " + NASTY)),
                        Samples.table(other, State.IN_STEP, 0, Optional.empty())),
                Samples.nastyHistory(track),
                NASTY,
                Optional.of(new RunningCycle.View(40, NASTY, List.of(NASTY), NASTY)),
                Samples.CONFIG,
                true,
                new Filter("failed", "", NASTY));
    }

    private static void assertEscaped(String html) {
        assertThat(html)
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .doesNotContain("<script>alert")
                .doesNotContain("\" onload=\"")
                .doesNotContain("<b>")
                // nothing is left of the template language
                .doesNotContain("{page", "{frame", "NOT_FOUND");
        assertThat(Pattern.compile("<script").matcher(html).results()).hasSize(1);
    }
}
