package org.zenotisync.cycle;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.zenotisync.s3.S3Errors;
import org.zenotisync.warehouse.Jdbc;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns exceptions into text for people. */
public final class Failures {

    private static final int LONGEST = 1500;

    /** Start of the messages of Narayana, which say only that a commit has failed. */
    private static final String TRANSACTION_MANAGER = "ARJUNA";

    private Failures() {}

    /** What went wrong, in one line and without the exceptions that Camel wraps around it. */
    public static String text(Throwable failure) {
        Throwable cause = failure;
        while (isOfCamel(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        List<String> parts = new ArrayList<>();
        for (Throwable t : chain(cause)) {
            if (parts.size() == 3) {
                break;
            }
            String line = message(t).strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
            if (line.startsWith(TRANSACTION_MANAGER) && next(t) != null) {
                continue;
            }
            if (parts.stream().noneMatch(part -> part.contains(line))) {
                parts.add(line);
            }
            if (isOfProgram(t) || t instanceof SdkException) {
                // these messages already have what a reader needs from their causes
                break;
            }
        }
        String text = String.join(": ", parts);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** Whether a failure of the source or the target may be over soon, so that it is worth trying again. */
    public static boolean isTransient(Throwable failure) {
        boolean isBrokenOff = false;
        for (Throwable t : chain(failure)) {
            if (t instanceof SdkException s3) {
                return S3Errors.isTransient(s3);
            }
            if (t instanceof SQLException target) {
                return Jdbc.isTransient(target);
            }
            isBrokenOff |= t instanceof IOException;
        }
        return isBrokenOff;
    }

    /**
     * A failure and its causes, each once. A connection that is lost twice may have failures that refer to each other.
     */
    private static List<Throwable> chain(Throwable failure) {
        Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> inOrder = new ArrayList<>();
        for (Throwable t = failure; t != null && known.add(t); t = next(t)) {
            inOrder.add(t);
        }
        return inOrder;
    }

    /**
     * The cause of a failure; null if there is none. Narayana adds it to the suppressed exceptions. What Camel adds
     * there, and what this program says there, is a different failure, of something that ran before or at the same time.
     */
    private static @Nullable Throwable next(Throwable failure) {
        if (failure.getCause() != null) {
            return failure.getCause();
        }
        return Arrays.stream(failure.getSuppressed())
                .filter(suppressed -> !isOfCamel(suppressed) && !isOfProgram(suppressed))
                .findFirst()
                .orElse(null);
    }

    private static boolean isOfCamel(Throwable failure) {
        return failure instanceof RuntimeCamelException || failure instanceof CamelExchangeException;
    }

    private static boolean isOfProgram(Throwable failure) {
        return failure.getClass().getName().startsWith("org.zenotisync.");
    }

    private static String message(Throwable failure) {
        if (failure instanceof SdkException s3) {
            return S3Errors.text(s3);
        }
        if (failure.getMessage() == null) {
            return failure.getClass().getSimpleName();
        }
        // a library that does not fit the others: its message is only the name of what is missing
        return failure instanceof LinkageError
                ? failure.getClass().getSimpleName() + ": " + failure.getMessage()
                : failure.getMessage();
    }
}
