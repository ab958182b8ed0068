import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the sync is measured against: DuckDB's own read_csv of the same local files into stage tables, and the same merge
 * SQL, one transaction per table group, with DuckDB's default settings. It checks nothing, notes nothing and has no
 * network in between.
 *
 * <pre>
 * java -cp duckdb_jdbc.jar:classes Reference load FEED DATABASE LANES   loads a generated feed into a fresh database
 * java -cp duckdb_jdbc.jar:classes Reference checksums FEED DATABASE    prints rows and a checksum of every table
 * </pre>
 */
public final class Reference {

    private static final String STAGE = "stage";
    private static final String BATCH = "zenoti_sync_batch";

    private Reference() {}

    /** A table as tables.txt tells it: columns with their types, in the order of the files. */
    private record Table(String name, String kind, List<String> key, Map<String, String> columns) {

        /** What a row is found by: a fact's key belongs to an organisation. */
        List<String> match() {
            return kind.equals("fact") ? Stream.concat(key.stream(), Stream.of("organizationid")).toList() : key;
        }
    }

    /** One table's files of one group, by logid, in the order in which they count. */
    private record TableGroup(Table table, List<List<Path>> batches, long bytes) {}

    public static void main(String[] arguments) throws Exception {
        Path feed = Path.of(arguments[1]);
        List<Table> tables = readTables(feed.resolve("tables.txt"));
        String url = "jdbc:duckdb:" + arguments[2];
        if (arguments[0].equals("checksums")) {
            printChecksums(url, tables);
        } else {
            load(url, feed, tables, Integer.parseInt(arguments[3]));
        }
    }

    private static void load(String url, Path feed, List<Table> tables, int lanes) throws Exception {
        try (Connection connection = DriverManager.getConnection(url)) {
            // from here on it is the same work that the sync counts as its cycle: schema, listing, load
            long started = System.nanoTime();
            for (Table table : tables) {
                execute(connection, "CREATE TABLE " + quote(table.name) + " (" + table.columns.entrySet().stream()
                        .map(column -> quote(column.getKey()) + " " + column.getValue())
                        .collect(Collectors.joining(", ")) + ")");
            }
            List<List<TableGroup>> groups = findGroups(feed, tables);
            connection.setAutoCommit(false);
            if (lanes == 1) {
                for (List<TableGroup> group : groups) {
                    for (TableGroup tableGroup : group) {
                        load(connection, tableGroup);
                    }
                }
            } else {
                loadSideBySide(url, groups, lanes);
            }
            System.out.printf("loaded in %d ms%n", (System.nanoTime() - started) / 1_000_000);
        }
    }

    /** Every table is a lane with its groups in order; the longest lanes first, so that none is left over at the end. */
    private static void loadSideBySide(String url, List<List<TableGroup>> groups, int lanes) throws Exception {
        Map<String, List<TableGroup>> byTable = groups.stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(group -> group.table.name));
        List<List<TableGroup>> longestFirst = byTable.values().stream()
                .sorted(Comparator.comparingLong((List<TableGroup> lane) ->
                        -lane.stream().mapToLong(TableGroup::bytes).sum()))
                .toList();
        ExecutorService executor = Executors.newFixedThreadPool(lanes);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (List<TableGroup> lane : longestFirst) {
                running.add(executor.submit(() -> {
                    try (Connection connection = DriverManager.getConnection(url)) {
                        connection.setAutoCommit(false);
                        for (TableGroup tableGroup : lane) {
                            load(connection, tableGroup);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> lane : running) {
                lane.get();
            }
        } finally {
            executor.shutdown();
        }
    }

    /** Stage and merge of one table group, in one transaction. */
    private static void load(Connection connection, TableGroup group) throws SQLException {
        Table table = group.table;
        execute(connection, createStage(group));
        switch (table.kind) {
            case "fact" -> {
                execute(connection, deleteVoided(table));
                execute(connection, group.batches.size() == 1 ? insertLive(table) : insertLiveInOrder(table));
            }
            case "append-only-fact" -> execute(connection, insertFrom(table) + " WHERE s.void IS DISTINCT FROM true");
            case "dimension" -> {
                execute(connection, deleteOutdatedStaged(table));
                execute(connection, deleteAllStaged(table));
                execute(connection, insertFrom(table));
            }
            default -> throw new IllegalArgumentException(table.kind);
        }
        execute(connection, "DROP TABLE " + STAGE);
        connection.commit();
    }

    /** Everything about the files is said, nothing is guessed; only so does read_csv read such files right. */
    private static String createStage(TableGroup group) {
        String columns = group.table.columns.entrySet().stream()
                .map(column -> "'" + column.getKey() + "': '" + column.getValue() + "'")
                .collect(Collectors.joining(", "));
        List<String> reads = new ArrayList<>();
        for (int batch = 0; batch < group.batches.size(); batch++) {
            String files = group.batches.get(batch).stream()
                    .map(file -> "'" + file.toString().replace("'", "''") + "'")
                    .collect(Collectors.joining(", "));
            reads.add("SELECT " + names(group.table, "") + ", " + batch + " AS " + BATCH + " FROM read_csv([" + files
                    + "], auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n',"
                    + " strict_mode = true, allow_quoted_nulls = false, columns = {" + columns + "})");
        }
        return "CREATE TEMPORARY TABLE " + STAGE + " AS " + String.join(" UNION ALL ", reads);
    }

    // The merge SQL of the sync, see MergeSql; the number of a staged row is DuckDB's rowid.

    private static String deleteVoided(Table table) {
        return "DELETE FROM " + quote(table.name) + " USING (SELECT DISTINCT " + list(table.match(), "s.") + " FROM " + STAGE
                + " AS s WHERE " + isVoid(table, "s") + ") AS d WHERE " + equal(table.match(), quote(table.name) + ".", "d.");
    }

    private static String insertLive(Table table) {
        return insertFrom(table) + " WHERE NOT (" + isVoid(table, "s") + ")";
    }

    private static String insertLiveInOrder(Table table) {
        return insertFrom(table) + " LEFT JOIN (SELECT " + list(table.match(), "x.") + ", max(x." + BATCH
                + ") AS last_batch FROM " + STAGE + " AS x WHERE " + isVoid(table, "x") + " GROUP BY "
                + list(table.match(), "x.") + ") AS v ON " + equal(table.match(), "s.", "v.") + " WHERE NOT ("
                + isVoid(table, "s") + ") AND (v.last_batch IS NULL OR v.last_batch <= s." + BATCH + ")";
    }

    private static String deleteOutdatedStaged(Table table) {
        return "DELETE FROM " + STAGE + " USING (SELECT " + list(table.key, "s.") + ", max(s.rowid) AS last_row FROM " + STAGE
                + " AS s GROUP BY " + list(table.key, "s.") + " HAVING count(*) > 1) AS d WHERE "
                + equal(table.key, STAGE + ".", "d.") + " AND " + STAGE + ".rowid < d.last_row";
    }

    private static String deleteAllStaged(Table table) {
        return "DELETE FROM " + quote(table.name) + " USING (SELECT DISTINCT " + list(table.match(), "s.") + " FROM " + STAGE
                + " AS s) AS d WHERE " + equal(table.match(), quote(table.name) + ".", "d.");
    }

    private static String insertFrom(Table table) {
        return "INSERT INTO " + quote(table.name) + " (" + names(table, "") + ") SELECT " + names(table, "s.") + " FROM "
                + STAGE + " AS s";
    }

    private static String isVoid(Table table, String alias) {
        return alias + ".void" + (table.columns.get("void").equals("BOOLEAN") ? "" : " = 1");
    }

    private static String names(Table table, String prefix) {
        return list(List.copyOf(table.columns.keySet()), prefix);
    }

    private static String list(List<String> names, String prefix) {
        return names.stream().map(name -> prefix + quote(name)).collect(Collectors.joining(", "));
    }

    private static String equal(List<String> names, String left, String right) {
        return names.stream()
                .map(name -> left + quote(name) + " = " + right + quote(name))
                .collect(Collectors.joining(" AND "));
    }

    private static String quote(String name) {
        return '"' + name + '"';
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Table> readTables(Path file) throws IOException {
        List<Table> tables = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.strip().split(" ");
            if (line.startsWith(" ")) {
                tables.get(tables.size() - 1).columns.put(words[0], words[1]);
            } else {
                tables.add(new Table(words[0], words[1], List.of(words[2].split(",")), new LinkedHashMap<>()));
            }
        }
        return tables;
    }

    /** The groups in the order of their numbers; in each the tables that it has. */
    private static List<List<TableGroup>> findGroups(Path feed, List<Table> tables) throws IOException {
        List<List<TableGroup>> groups = new ArrayList<>();
        for (Path group : numbered(feed.resolve("CustomerFolder/POD1")).values()) {
            List<TableGroup> tableGroups = new ArrayList<>();
            for (Table table : tables) {
                Path folder = group.resolve(table.name);
                if (Files.isDirectory(folder)) {
                    List<List<Path>> batches = new ArrayList<>();
                    long bytes = 0;
                    for (Path logid : numbered(folder).values()) {
                        List<Path> files = children(logid);
                        for (Path file : files) {
                            bytes += Files.size(file);
                        }
                        batches.add(files);
                    }
                    tableGroups.add(new TableGroup(table, batches, bytes));
                }
            }
            groups.add(tableGroups);
        }
        return groups;
    }

    private static Map<Long, Path> numbered(Path folder) throws IOException {
        Map<Long, Path> numbered = new TreeMap<>();
        for (Path child : children(folder)) {
            numbered.put(Long.valueOf(child.getFileName().toString()), child);
        }
        return numbered;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    /** Per table: name, rows, and a sum over the hashes of all rows with the types of their columns, in no order. */
    private static void printChecksums(String url, List<Table> tables) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (Table table : tables) {
                String types = table.columns.keySet().stream()
                        .map(column -> "typeof(any_value(" + quote(column) + "))")
                        .collect(Collectors.joining(", "));
                // a hash has 64 bits and their sum 128: equal sums of unequal tables do not happen by chance
                String query = "SELECT count(*), coalesce(sum(hash(" + names(table, "") + ")), 0), hash(concat_ws(',', "
                        + types + ")) FROM " + quote(table.name);
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    System.out.println(table.name + " " + row.getLong(1) + " " + row.getString(2) + " " + row.getString(3));
                }
            }
        }
    }
}
