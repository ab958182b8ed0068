package org.zenotisync.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.ConfigException;
import org.zenotisync.web.Templates.Page;

/**
 * The addresses of the status page. Pages are made on worker threads, since they may wait for the target. Nothing that
 * a browser sends is shown without being escaped, and no page is kept by a browser.
 */
final class PageRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(PageRoutes.class);

    private static final long LONGEST_FORM = 8_192;

    /** What the pages may do: nothing comes from elsewhere, and there is no script or style inside of them. */
    private static final String CONTENT_SECURITY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> FILES =
            Map.of("style.css", "text/css", "refresh.js", "text/javascript", "icon.svg", "image/svg+xml");

    /** What buttons have done, by the word that the address of the next page has for it. */
    private static final Map<String, String> DONE = Map.of(
            "paused", "The table is paused. A table group that is being loaded is finished.",
            "resumed", "The table is resumed: the next cycle loads it.",
            "cycle", "A cycle is requested.",
            "cycle-before", "A cycle that was requested before has not begun yet.",
            "retry", "The next cycle tries the schema file again.");

    private final Templates templates = new Templates();
    private volatile @Nullable StatusPage shown;

    /** Shows a sync from now on. */
    void show(StatusPage page) {
        shown = page;
    }

    void addTo(Router router) {
        router.route().handler(this::requireOwnName).handler(PageRoutes::requireVisit);
        router.get("/").blockingHandler(context -> answer(context, this::overview), false);
        router.get("/tables/:table").blockingHandler(context -> answer(context, this::table), false);
        router.get("/schema").blockingHandler(context -> answer(context, this::schema), false);
        FILES.forEach((name, type) -> router.get("/" + name).handler(context -> file(context, name, type)));
        for (PageActions.Button button : PageActions.Button.values()) {
            router.post("/actions/" + button.path())
                    .handler(PageRoutes::readForm)
                    .blockingHandler(context -> answer(context, (asked, page) -> press(asked, page, button)), false);
        }
    }

    private void requireOwnName(RoutingContext context) {
        StatusPage page = shown;
        Optional<HostAndPort> asked = Optional.ofNullable(context.request().authority());
        // before a sync is shown there is nothing to see
        if (page == null || Visitors.isNamedRight(asked, page.config())) {
            context.next();
        } else {
            refuseInOneLine(
                    context,
                    421,
                    "The status page does not answer under this name: ask for it by its address or as localhost, or set"
                            + " zenoti.web.host to the name, or zenoti.web.users (docs/page.md).");
        }
    }

    private static void requireVisit(RoutingContext context) {
        if (Visitors.isForAnotherSite(context.request())) {
            refuseInOneLine(
                    context, 403, "Pages of other sites may have links to the status page, and no parts of it.");
        } else {
            context.next();
        }
    }

    private static void refuseInOneLine(RoutingContext context, int status, String line) {
        headers(context.response())
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(line + "\n");
    }

    /** Answers a request. */
    private interface Answer {
        void give(RoutingContext context, StatusPage page);
    }

    private void answer(RoutingContext context, Answer answer) {
        StatusPage page = shown;
        try {
            if (page == null) {
                send(
                        context,
                        503,
                        Page.MESSAGE,
                        starting(),
                        new Message("The program starts", "Nothing is known yet."));
            } else {
                answer.give(context, page);
            }
        } catch (RuntimeException e) {
            LOG.warn("The status page cannot be shown", e);
            refuse(context, 500, "The page cannot be shown", "The log of the program says why.");
        }
    }

    private void overview(RoutingContext context, StatusPage page) {
        Filter filter = new Filter(query(context, "state"), query(context, "name"), query(context, "source"));
        send(
                context,
                200,
                Page.OVERVIEW,
                frame(context, page, "overview", "/" + filter.query()),
                page.overview(filter));
    }

    private void table(RoutingContext context, StatusPage page) {
        String table = context.pathParam("table").toLowerCase(Locale.ROOT);
        TablePage content = page.table(table);
        send(
                context,
                content.isKnown() ? 200 : 404,
                Page.TABLE,
                frame(context, page, "table", TableRow.href(table)),
                content);
    }

    private void schema(RoutingContext context, StatusPage page) {
        send(context, 200, Page.SCHEMA, frame(context, page, "schema", "/schema"), page.schema());
    }

    private void press(RoutingContext context, StatusPage page, PageActions.Button button) {
        String user = user(context).orElse("");
        if (!page.config().hasActions() || user.isEmpty()) {
            refuse(
                    context,
                    403,
                    "Not allowed",
                    "The buttons need zenoti.web.actions=true and a user who has signed in.");
            return;
        }
        if (isFromElsewhere(context) || !page.tokens().isValid(form(context, "token"), user)) {
            refuse(
                    context,
                    403,
                    "Not allowed",
                    "The form is too old, or comes from another page: load the page again.");
            return;
        }
        String subject = form(context, button == PageActions.Button.RETRY_SCHEMA_FILE ? "file" : "table");
        try {
            PageActions.Result result = new PageActions(page.sync()).press(button, subject, user);
            headers(context.response())
                    .setStatusCode(303)
                    .putHeader(HttpHeaders.LOCATION, result.href() + "?done=" + result.done())
                    .end();
        } catch (IllegalArgumentException | IllegalStateException | ConfigException e) {
            refuse(context, 409, "This cannot be done", String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            String reason =
                    ErrorText.of(page.reason(e), page.config().showsRows()).words();
            refuse(context, 503, "The target did not do it", reason);
        }
    }

    private Frame frame(RoutingContext context, StatusPage page, String current, String path) {
        String user = user(context).orElse("");
        boolean canAct = page.config().hasActions() && !user.isEmpty();
        return new Frame(
                current,
                path,
                !query(context, "refresh").equals("off"),
                path + (path.indexOf('?') < 0 ? "?" : "&") + "refresh=off",
                page.target(),
                user,
                canAct,
                canAct ? page.tokens().of(user) : "",
                DONE.getOrDefault(query(context, "done"), ""));
    }

    private static Frame starting() {
        return new Frame("message", "/", true, "/?refresh=off", "", "", false, "", "");
    }

    private void refuse(RoutingContext context, int status, String title, String text) {
        Frame frame = new Frame("message", "/", false, "/", "", "", false, "", "");
        send(context, status, Page.MESSAGE, frame, new Message(title, text));
    }

    private void send(RoutingContext context, int status, Page page, Frame frame, Object content) {
        String html = templates.render(page, frame, content);
        headers(context.response())
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .end(html);
    }

    private static void file(RoutingContext context, String name, String type) {
        headers(context.response())
                .putHeader(HttpHeaders.CACHE_CONTROL, "max-age=300")
                .putHeader(HttpHeaders.CONTENT_TYPE, type + "; charset=utf-8")
                .end(Templates.file(name));
    }

    /** With the policy {@code no-referrer} browsers would not say where a form comes from. */
    private static HttpServerResponse headers(HttpServerResponse response) {
        return response.putHeader("Content-Security-Policy", CONTENT_SECURITY)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** Quarkus stops the reading of a request until somebody wants its body. */
    private static void readForm(RoutingContext context) {
        context.request().resume();
        BodyHandler.create(false).setBodyLimit(LONGEST_FORM).handle(context);
    }

    /** Who has signed in; empty if nobody has. */
    private static Optional<String> user(RoutingContext context) {
        User user = context.user();
        return Optional.ofNullable(user == null ? null : user.principal().getString("username"))
                .filter(name -> !name.isBlank());
    }

    /** Whether a browser says that a form was sent by a page of another site. */
    private static boolean isFromElsewhere(RoutingContext context) {
        String site = context.request().getHeader("Sec-Fetch-Site");
        String origin = context.request().getHeader("Origin");
        return site != null && !site.equals("same-origin") && !site.equals("none")
                || origin != null && !isOwn(origin, context.request().authority());
    }

    private static boolean isOwn(String origin, @Nullable HostAndPort asked) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && asked != null && authority.equalsIgnoreCase(asked.toString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String query(RoutingContext context, String name) {
        return Optional.ofNullable(context.queryParams().get(name)).orElse("");
    }

    private static String form(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getFormAttribute(name)).orElse("");
    }
}
