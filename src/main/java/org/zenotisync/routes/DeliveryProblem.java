package org.zenotisync.routes;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.cycle.Failures;

/** Why something could not be delivered, without secrets and without values of rows. */
final class DeliveryProblem {

    private static final int LONGEST = 300;

    /** Their messages have a state or a time, and never what was sent. */
    private static final Set<String> HARMLESS =
            Set.of("HttpOperationFailedException", "ExecException", "CommandFailedException");

    private DeliveryProblem() {}

    /** For people; of bad rows, messages of unknown exceptions are left out, because they may quote a row. */
    static String of(Throwable failure, OutboxChannel channel) {
        // an address may have a password or a token in it
        String text = text(failure, channel).replaceAll("[A-Za-z][A-Za-z0-9+.-]*:/\\S*", "...");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static String text(Throwable failure, OutboxChannel channel) {
        if (channel == OutboxChannel.EVENTS) {
            return Failures.text(failure);
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String name = root.getClass().getSimpleName();
        return root instanceof IOException || root instanceof SQLException || HARMLESS.contains(name)
                ? Failures.text(root)
                : name;
    }
}
