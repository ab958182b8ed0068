package org.zenotisync.warehouse.duckdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * DuckDB's library, which its driver calls through JNI. On a JVM the driver has it in its jar and copies it to a
 * temporary file at each start. A native binary does not contain these 57 MB: there the driver asks for the library by
 * name, and it is looked for in the folder of the binary first, then in {@code java.library.path}.
 */
final class DuckDbLibrary {

    private static final String NAME = "duckdb_java";

    private DuckDbLibrary() {}

    /** Whether the library is a file of its own beside the program: in a native binary. */
    static boolean isSeparateFile() {
        return "runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));
    }

    /**
     * Loads the library before the driver does, whose failure would be an Error without a useful message.
     *
     * @throws SQLException if the library is missing, or cannot be loaded
     */
    static void load() throws SQLException {
        try {
            System.loadLibrary(NAME);
        } catch (UnsatisfiedLinkError e) {
            throw new SQLException(failure(besideProgram(), System.getProperty("java.library.path")), e);
        }
    }

    private static Path besideProgram() {
        String program = ProcessHandle.current().info().command().orElse("");
        return Path.of(program).resolveSibling(System.mapLibraryName(NAME));
    }

    static String failure(Path file, String elsewhere) {
        return Files.exists(file)
                ? "DuckDB's library " + file + " cannot be loaded: ldd shows which library of the system it lacks"
                : "DuckDB's library is missing: it belongs to the program and is looked for as " + file + ", then in "
                        + elsewhere;
    }
}
