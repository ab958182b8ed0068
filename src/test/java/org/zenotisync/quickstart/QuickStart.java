package org.zenotisync.quickstart;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.S3Server;

/**
 * The quick start: an S3 server on loopback, a sample bucket that is filled in three deliveries, the packaged program that
 * brings each of them into a DuckDB file, and a monthly snapshot that it is verified against. The sample lies in {@code src/test/resources/quickstart}.
 */
public final class QuickStart {

    private static final Path SAMPLE = Path.of("src", "test", "resources", "quickstart");
    private static final Path DATABASE = Path.of("quickstart.duckdb");

    private static final String INVOICE = "SELECT * FROM bi_factinvoices WHERE factinvoiceid = 5002";
    private static final String GUEST = "SELECT * FROM bi_dimuser WHERE userid = 'guest-03'";

    private final PrintStream out;
    private final SampleBucket bucket;
    private final PackagedProgram program;
    private final TargetFile target;

    private QuickStart(PrintStream out, SampleBucket bucket) {
        this.out = out;
        this.bucket = bucket;
        this.target = new TargetFile(DATABASE);
        this.program = new PackagedProgram(Map.of(
                "ZENOTI_BUCKET",
                SampleBucket.NAME,
                "ZENOTI_TARGET_URL",
                target.url(),
                // a newest group is normally left alone for 5 minutes, since it may still be being written
                "ZENOTI_SETTLE",
                "0s",
                "AWS_ENDPOINT_URL_S3",
                bucket.endpoint().toString(),
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                S3Server.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                S3Server.SECRET_KEY));
    }

    /** Runs in the project folder, after the program was packaged; exit code 1 if anything fails. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int exitCode = 0;
        try (SampleBucket bucket = new SampleBucket(SAMPLE)) {
            new QuickStart(out, bucket).run();
        } catch (Exception e) {
            out.println("\nThe quick start failed: " + (e.getMessage() == null ? e : e.getMessage()));
            exitCode = 1;
        }
        out.flush();
        // threads of the S3 server may still be about
        System.exit(exitCode);
    }

    private void run() throws Exception {
        target.delete();
        out.println();
        out.println("zenoti-s3-sync quick start");
        out.println("An S3 server on loopback (" + bucket.endpoint() + ") plays the part of Zenoti's bucket: s3://"
                + SampleBucket.NAME + "/" + SampleBucket.ROOT_FOLDER);
        out.println(
                "The packaged program runs once after each delivery and writes to the DuckDB file " + DATABASE + ".");
        out.println("The files of the bucket are in " + SAMPLE + ".");

        heading("1. Full load: the schema files, and group 101 with all rows");
        deliver("1-full-load", SampleBucket.ROOT_FOLDER);
        Map<String, String> invoice = target.row(INVOICE);
        Map<String, String> guest = target.row(GUEST);

        heading("2. Group 102: what changed since");
        deliver("2-first-increment", SampleBucket.ROOT_FOLDER + "/");
        explain("A fact is updated by delete and insert: the feed sends the old row with void=1 and the new one with");
        explain("void=0. bi_factinvoices, the row of invoice SLN-1002:");
        compare(invoice, target.row(INVOICE));
        explain("bi_factfeedbackv2 is append-only: its row with void=1 is ignored, the other one is inserted.");
        explain("A dimension is updated by key. bi_dimuser, the row of guest-03:");
        compare(guest, target.row(GUEST));

        heading("3. A schema upgrade (invoices gain the column tipamount), and group 103, which needs it");
        deliver("3-upgrade-and-second-increment", SampleBucket.ROOT_FOLDER);
        explain("The upgrade comes first, then the data. Two rows came with void=1 only, so they are deleted:");
        explain("invoice SLN-1005 and membership mem-3. bi_factinvoices, the new row of invoice SLN-1007:");
        show(target.row("SELECT factinvoiceid, invoiceno, netamount, notes, tipamount FROM bi_factinvoices"
                + " WHERE factinvoiceid = 5007"));

        heading("4. A monthly snapshot: Zenoti's own copy of October, as it was after group 102");
        int files = bucket.deliver("4-snapshot");
        explain(files
                + " files are published. The tables are compared with it, and with what group 103 has changed since");
        explain("(command: verify):");
        explain("");
        program.run(Map.of("ZENOTI_PREFIX", SampleBucket.ROOT_FOLDER), "verify").forEach(this::explain);

        heading("The tables now (command: status)");
        program.run(Map.of(), "status").forEach(this::explain);
        nextCommands();
    }

    /** The prefix works with and without a slash at its end: both name the same source. */
    private void deliver(String delivery, String prefix) throws Exception {
        int files = bucket.deliver(delivery);
        explain(files + " files are published. The program's answer (command: once):");
        explain("");
        program.run(Map.of("ZENOTI_PREFIX", prefix), "once").forEach(this::explain);
        explain("");
    }

    private void compare(Map<String, String> before, Map<String, String> after) {
        if (before.equals(after)) {
            throw new IllegalStateException("the row is as it was: " + after);
        }
        before.forEach((column, value) -> {
            line(column, value);
            if (!value.equals(after.get(column))) {
                line("", "  -> " + after.get(column));
            }
        });
        explain("");
    }

    private void show(Map<String, String> row) {
        row.forEach(this::line);
        explain("");
    }

    private void nextCommands() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String java = "java -jar target/quarkus-app/quarkus-run.jar ";
        heading("What next");
        explain("This database: " + DATABASE.toAbsolutePath());
        explain("  duckdb " + DATABASE + " \"SELECT * FROM bi_factinvoices\"   # with DuckDB's command line tool");
        setting(windows, "ZENOTI_TARGET_URL", target.url());
        explain("  " + java + "status");
        explain("");
        explain("Your own bucket, into a database of its own:");
        setting(windows, "ZENOTI_TARGET_URL", "jdbc:duckdb:zenoti.duckdb");
        setting(windows, "ZENOTI_BUCKET", "<bucket>");
        setting(windows, "ZENOTI_PREFIX", "<root directory folder, if there is one>");
        setting(windows, "AWS_REGION", "<region of the bucket>");
        setting(windows, "AWS_ACCESS_KEY_ID", "<key>");
        setting(windows, "AWS_SECRET_ACCESS_KEY", "<secret>");
        List.of(
                        "plan   # shows what would be done, and changes nothing",
                        "once   # brings all that is there",
                        "run    # goes on, every 15 minutes")
                .forEach(command -> explain("  " + java + command));
        out.println();
    }

    private void setting(boolean windows, String name, String value) {
        explain(windows ? "  $env:" + name + " = \"" + value + "\"" : "  export " + name + "='" + value + "'");
    }

    private void heading(String text) {
        out.println();
        out.println(text);
        out.println();
    }

    private void explain(String text) {
        out.println(text.isEmpty() ? "" : "  " + text);
    }

    private void line(String column, String value) {
        out.println(String.format(Locale.ROOT, "    %-16s %s", column, value));
    }
}
