package org.zenotisync.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether output goes to a terminal. */
final class Terminal {

    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /** Whether stderr is a terminal; where the system does not show this, whether the program has a console. */
    @SuppressWarnings(
            "SystemConsoleNull") // from JDK 22 to 24 a redirected stderr counts as a terminal, except on Linux
    static boolean isStderr() {
        if (!Files.exists(Path.of("/proc/self/fd"))) {
            return System.console() != null;
        }
        try {
            String device = Files.readSymbolicLink(STDERR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
