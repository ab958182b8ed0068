package org.zenotisync.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.zenotisync.config.WebConfig;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.History;
import org.zenotisync.cycle.TableHistory;
import org.zenotisync.routes.ZenotiSync;
import org.zenotisync.status.SyncSnapshot;

/**
 * What the status page shows of a sync. It is made of what the process knows itself, and of what the target records,
 * which is read by one thread and kept for a while.
 */
final class StatusPage {

    /** So long a page waits for the target. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Tables whose history is kept. */
    private static final int TABLES_KEPT = 50;

    private final ZenotiSync sync;
    private final WebConfig config;
    private final RunningCycle cycle;
    private final FormTokens tokens = new FormTokens(Clock.systemUTC());
    private final Executor reader;
    private final RecentReading<History> history;
    private final Map<String, RecentReading<TableHistory>> tables = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RecentReading<TableHistory>> eldest) {
            return size() > TABLES_KEPT;
        }
    };

    /** @param cycle receives the events of the sync */
    StatusPage(ZenotiSync sync, WebConfig config, RunningCycle cycle) {
        this.sync = sync;
        this.config = config;
        this.cycle = cycle;
        this.reader = newReader();
        this.history = recent(sync::history);
    }

    /** Of the forms of this page. */
    FormTokens tokens() {
        return tokens;
    }

    WebConfig config() {
        return config;
    }

    ZenotiSync sync() {
        return sync;
    }

    /** The target for people, without secrets. */
    String target() {
        return sync.config().target().toString();
    }

    Overview overview(Filter filter) {
        RecentReading.Answer<History> answer = history.get();
        SyncSnapshot now = sync.snapshot();
        return Overview.of(
                now,
                orNone(answer, now.takenAt()),
                answer.problem(),
                cycle.view(sync.cycleStalledFor()),
                sync.config(),
                config.showsRows(),
                filter);
    }

    /**
     * The page of a table; without a question to the target if no listing has found the table.
     *
     * @param table folded name
     */
    TablePage table(String table) {
        SyncSnapshot now = sync.snapshot();
        if (now.tables().stream().noneMatch(known -> known.track().table().equals(table))) {
            // anybody can ask for any name
            return TablePage.of(
                    table, now, History.none(now.takenAt()), TableHistory.NONE, List.of(), config.showsRows());
        }
        RecentReading<TableHistory> own;
        synchronized (tables) {
            own = tables.computeIfAbsent(table, name -> recent(() -> sync.history(name)));
        }
        // both are asked before one is waited for
        RecentReading.Question<TableHistory> ownQuestion = own.ask();
        RecentReading.Question<History> allQuestion = history.ask();
        RecentReading.Answer<TableHistory> runs = ownQuestion.answer();
        RecentReading.Answer<History> all = allQuestion.answer();
        return TablePage.of(
                table,
                now,
                orNone(all, now.takenAt()),
                runs.value().orElse(TableHistory.NONE),
                problems(runs.problem().isEmpty() ? all.problem() : runs.problem()),
                config.showsRows());
    }

    SchemaPage schema() {
        RecentReading.Answer<History> answer = history.get();
        return SchemaPage.of(orNone(answer, sync.snapshot().takenAt()), problems(answer.problem()), config.showsRows());
    }

    private List<String> problems(String problem) {
        List<String> notices = new ArrayList<>();
        if (!problem.isEmpty()) {
            notices.add("The target cannot be read: "
                    + ErrorText.of(problem, config.showsRows()).words() + ". What is shown may be old or incomplete.");
        }
        return notices;
    }

    private static History orNone(RecentReading.Answer<History> answer, Instant now) {
        return answer.value().orElseGet(() -> History.none(now));
    }

    private <T> RecentReading<T> recent(RecentReading.Source<T> source) {
        return new RecentReading<>(source, reader, PATIENCE, System::nanoTime, this::reason);
    }

    /** A failure of the target in words, without the secrets of its URL. */
    String reason(Throwable failure) {
        return sync.config().target().url().hideSecretsIn(Failures.text(failure));
    }

    /** One thread, which rests between two readings, and ends while nobody looks at the page. */
    private static Executor newReader() {
        LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(TABLES_KEPT);
        Executor thread = new ThreadPoolExecutor(0, 1, 30, TimeUnit.SECONDS, waiting, task -> {
            Thread made = new Thread(task, "status-page");
            made.setDaemon(true);
            return made;
        });
        return new RestingReader(thread, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }
}
