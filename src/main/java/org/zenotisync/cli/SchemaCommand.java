package org.zenotisync.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the schema files, and takes decisions about them. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Shows what became of each schema file, and takes decisions about those that are not applied.",
        subcommands = {SchemaListCommand.class, SchemaAcceptCommand.class, SchemaRetryCommand.class})
public class SchemaCommand implements Runnable {

    @Spec
    CommandSpec spec;

    /** Without a subcommand: a wrong command line. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing subcommand: list, accept or retry");
    }
}
