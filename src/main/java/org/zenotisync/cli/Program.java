package org.zenotisync.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.zenotisync.quarkus.WebPorts;
import picocli.CommandLine;

/** The program: starts Quarkus, which runs the command. */
@QuarkusMain
public class Program implements QuarkusApplication {

    private final CommandLine commands;

    Program(CommandLine commands) {
        this.commands = commands;
    }

    /** The entry point. */
    public static void main(String... arguments) {
        WebPorts.openFor(List.of(arguments));
        Quarkus.run(Program.class, Program::exit, arguments);
    }

    /** Ends the process. A port that cannot be opened is a wrong setting. */
    private static void exit(int code, @Nullable Throwable failure) {
        int own = code;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QuarkusBindException bind) {
                System.err.println("zenoti-s3-sync: the port " + bind.getPort() + " of " + bind.getHost()
                        + " cannot be opened; set another one (" + setting(bind.getPort()) + "), or zenoti.web=off");
                own = ZenotiCommand.Exit.WRONG_SETTING;
            }
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(own, failure);
    }

    /** The setting of a port. */
    private static String setting(int port) {
        return ConfigProvider.getConfig()
                        .getOptionalValue("quarkus.management.port", Integer.class)
                        .filter(management -> management == port)
                        .isPresent()
                ? "quarkus.management.port"
                : "zenoti.web.port";
    }

    @Override
    public int run(String... arguments) {
        int code = commands.execute(arguments);
        commands.getOut().flush();
        commands.getErr().flush();
        return code;
    }
}
