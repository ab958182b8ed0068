package org.zenotisync.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.TargetDatabase;
import org.zenotisync.warehouse.Jdbc;

/** The moments of a database at which a program can be killed. */
final class KillMoments {

    private final TargetDatabase database;
    private final ProgramOnFeed program;
    private final Random random;

    KillMoments(TargetDatabase database, ProgramOnFeed program, Random random) {
        this.database = database;
        this.program = program;
        this.random = random;
    }

    /** Names of the moments that are not left to chance. */
    List<String> named() {
        return switch (database) {
            case POSTGRESQL ->
                List.of("in a COPY", "between merge and commit", "in a schema change", "before a schema file is noted");
            case DUCKDB -> List.of("in a stage", "while a commit is written", "while the file is written");
            default -> List.of("in a stage");
        };
    }

    /**
     * A moment by its name.
     *
     * @return empty if it cannot come with the target as it stands
     */
    Optional<KillMoment> named(String name) throws SQLException {
        return switch (name) {
            case "in a COPY", "in a stage" -> Optional.of(new ObjectHeld(name));
            case "between merge and commit" ->
                locked(name, "EXCLUSIVE", "zenoti_sync_run", "INSERT INTO%zenoti_sync_run%");
            case "before a schema file is noted" ->
                locked(name, "EXCLUSIVE", "zenoti_sync_schema_file", "%zenoti_sync_schema_file%");
            case "in a schema change" -> locked(name, "ACCESS SHARE", targets(), "ALTER TABLE%");
            case "while a commit is written" -> Optional.of(new FileWritten(name, file(".wal")));
            case "while the file is written" -> Optional.of(new FileWritten(name, file("")));
            default -> throw new IllegalArgumentException(name);
        };
    }

    /**
     * A moment by chance: some time after one of the requests that a cycle sends.
     *
     * @param requests that it sends at most
     */
    KillMoment byChance(int requests) {
        long after = program.gate().requests() + 1 + random.nextInt(requests);
        long micros = random.nextInt(40_000);
        return new KillMoment() {
            @Override
            public String name() {
                return "by chance";
            }

            @Override
            public boolean comes(RunningProgram running) throws InterruptedException {
                boolean came = program.gate().awaitRequests(after, running::isAlive);
                LockSupport.parkNanos(micros * 1_000);
                return came && running.isAlive();
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    private Path file(String suffix) {
        return Path.of(program.url().substring("jdbc:duckdb:".length()) + suffix);
    }

    /** The target tables, separated by commas; empty if there are none yet. */
    private String targets() throws SQLException {
        try (Connection connection = program.connect()) {
            return String.join(
                    ", ",
                    Jdbc.query(
                            connection,
                            "SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'"
                                    + " AND table_name LIKE 'bi\\_%'",
                            row -> row.getString(1)));
        }
    }

    private Optional<KillMoment> locked(String name, String mode, String tables, String statement) throws SQLException {
        if (tables.isEmpty()
                || program.number("SELECT count(*) FROM information_schema.tables WHERE table_name"
                                + " = 'zenoti_sync_checkpoint'")
                        == 0) {
            return Optional.empty();
        }
        return Optional.of(new StatementLocked(name, "LOCK TABLE " + tables + " IN " + mode + " MODE", statement));
    }

    /** The program reads an object whose last byte does not come. */
    private final class ObjectHeld implements KillMoment {

        private final String name;

        ObjectHeld(String name) {
            this.name = name;
            program.gate().holdObject(1 + random.nextInt(6));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean comes(RunningProgram running) throws Exception {
            if (!program.gate().awaitHeld(running::isAlive)) {
                return false;
            }
            if (database == TargetDatabase.POSTGRESQL) {
                try (Connection connection = program.connect()) {
                    return Sessions.await(connection, "COPY%", false, running::isAlive);
                }
            }
            return running.isAlive();
        }

        @Override
        public void close() {
            program.gate().release();
        }
    }

    /** A statement of the program waits for a lock that the test holds. */
    private final class StatementLocked implements KillMoment {

        private final String name;
        private final String statement;
        private final Connection holder;

        StatementLocked(String name, String lock, String statement) throws SQLException {
            this.name = name;
            this.statement = statement;
            holder = program.connect();
            holder.setAutoCommit(false);
            try (Statement sql = holder.createStatement()) {
                sql.execute(lock);
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean comes(RunningProgram running) throws Exception {
            try (Connection connection = program.connect()) {
                return Sessions.await(connection, statement, true, running::isAlive);
            }
        }

        @Override
        public void close() throws SQLException {
            holder.close();
        }
    }

    /** The database writes to a file of its own. */
    private final class FileWritten implements KillMoment {

        private final String name;
        private final Path file;
        private final int times;

        FileWritten(String name, Path file) {
            this.name = name;
            this.file = file;
            this.times = 1 + random.nextInt(6);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean comes(RunningProgram running) throws IOException {
            List<Object> state = state();
            int changes = 0;
            while (running.isAlive()) {
                List<Object> now = state();
                if (!now.equals(state)) {
                    state = now;
                    changes++;
                    if (changes == times) {
                        return true;
                    }
                }
                LockSupport.parkNanos(50_000);
            }
            return false;
        }

        private List<Object> state() throws IOException {
            List<Object> state = new ArrayList<>();
            try {
                state.add(Files.size(file));
                state.add(Files.getLastModifiedTime(file));
            } catch (java.nio.file.NoSuchFileException e) {
                // a state, too
            }
            return state;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
