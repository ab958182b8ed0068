package org.zenotisync.web;

import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.cycle.SchemaDecisions;
import org.zenotisync.model.Identifiers;
import org.zenotisync.routes.ZenotiSync;

/** What the buttons do. Each action has a line in the log that says who has done it. */
final class PageActions {

    private static final Logger LOG = LoggerFactory.getLogger(PageActions.class);

    private final ZenotiSync sync;

    PageActions(ZenotiSync sync) {
        this.sync = sync;
    }

    /** A button, by the last part of the address that its form is sent to. */
    enum Button {
        PAUSE("pause"),
        RESUME("resume"),
        CYCLE("cycle"),
        RETRY_SCHEMA_FILE("retry-schema-file");

        private final String path;

        Button(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    /**
     * The result of an action.
     *
     * @param href the page to show after it
     * @param done what was done, for people
     */
    record Result(String href, String done) {}

    /**
     * Does what a button says.
     *
     * @param subject the table or the address of the schema file; not used for a cycle
     * @param user who has signed in
     * @throws IllegalArgumentException if the table is not known, or stays paused by a glob
     * @throws IllegalStateException if the route of the cycles is stopped
     * @throws org.zenotisync.config.ConfigException if the schema file is not known
     * @throws SQLException if the target refuses it or cannot be reached
     */
    Result press(Button button, String subject, String user) throws SQLException {
        return switch (button) {
            case PAUSE -> {
                List<String> tables = sync.pause(table(subject));
                LOG.info("The user {} of the status page has paused {}", user, String.join(", ", tables));
                yield new Result(TableRow.href(subject), "paused");
            }
            case RESUME -> {
                List<String> tables = sync.resume(table(subject));
                LOG.info("The user {} of the status page has resumed {}", user, String.join(", ", tables));
                yield new Result(TableRow.href(subject), "resumed");
            }
            case CYCLE -> {
                boolean isNew = sync.startCycle();
                LOG.info("The user {} of the status page has asked for a cycle", user);
                yield new Result("/", isNew ? "cycle" : "cycle-before");
            }
            case RETRY_SCHEMA_FILE -> {
                SchemaDecisions.Decision decision = sync.schemaDecisions().retry(subject, user);
                // a file that is known, so its name may be logged
                LOG.info(
                        "The user {} of the status page has the schema file {} tried again: {}",
                        user,
                        subject,
                        String.join("; ", decision.lines()));
                yield new Result("/schema", "retry");
            }
        };
    }

    /** Only a name: a glob would pause more than the page says. */
    private static String table(String subject) {
        if (!Identifiers.isValid(subject)) {
            throw new IllegalArgumentException("this is not the name of a table");
        }
        return subject;
    }
}
