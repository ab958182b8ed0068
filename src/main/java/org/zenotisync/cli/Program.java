package org.zenotisync.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
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
        Quarkus.run(Program.class, arguments);
    }

    @Override
    public int run(String... arguments) {
        int code = commands.execute(arguments);
        commands.getOut().flush();
        commands.getErr().flush();
        return code;
    }
}
