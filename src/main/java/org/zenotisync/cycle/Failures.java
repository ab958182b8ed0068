package org.zenotisync.cycle;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;
import org.jspecify.annotations.Nullable;
import org.zenotisync.event.FailureCause;
import org.zenotisync.feed.ListingException;
import org.zenotisync.s3.S3Errors;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns exceptions into text for people. */
public final class Failures {

    private static final int LONGEST = 1500;

    /** Start of the messages of Narayana, which say only that a commit has failed. */
    private static final String TRANSACTION_MANAGER = "ARJUNA";

    /** How the names of their exceptions begin. */
    private static final List<String> OF_TRANSACTION_MANAGERS =
            List.of("jakarta.transaction.", "javax.transaction.", "com.arjuna.");

    private static final String OF_SPRING = "org.springframework.transaction.TransactionSystemException";

    private Failures() {}

    /**
     * What went wrong, in one line and without the exceptions that Camel wraps around it. If a transaction could not be
     * rolled back either, what went wrong first.
     */
    public static String text(Throwable failure) {
        List<Throwable> chain = chain(failure);
        while (chain.size() > 1 && hidesReason(chain.get(0))) {
            chain.remove(0);
        }
        List<String> parts = new ArrayList<>();
        for (Throwable t : chain) {
            if (parts.size() == 3 || rolledBack(t).isPresent()) {
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

    /**
     * Whether a failure of the source or the target may be over soon, so that it is worth trying again.
     *
     * @param target where it may come from
     */
    public static boolean isTransient(Throwable failure, Warehouse target) {
        return isTransient(failure, sql -> Jdbc.isTransient(sql) || target.isOvertaken(sql));
    }

    /** The same for work that makes nothing in the target. */
    public static boolean isTransient(Throwable failure) {
        return isTransient(failure, Jdbc::isTransient);
    }

    private static boolean isTransient(Throwable failure, Predicate<SQLException> ofTarget) {
        List<Throwable> chain = chain(failure);
        // a connection that cannot roll back is broken
        return isTransient(chain, ofTarget)
                || chain.stream()
                        .filter(t -> rolledBack(t).isPresent())
                        .flatMap(t -> Stream.ofNullable(t.getCause()))
                        .anyMatch(cause -> isTransient(chain(cause), ofTarget));
    }

    /** Where the cause of a failure is. */
    public static FailureCause cause(Throwable failure) {
        boolean isOfData = false;
        for (Throwable t : chain(failure)) {
            if (t instanceof SQLException || t instanceof UnreachableException) {
                return FailureCause.TARGET;
            }
            boolean isOfProgram = isOfProgram(t) && !(t instanceof ListingException);
            if (t instanceof SdkException
                    || t instanceof ListingException
                    || t instanceof IOException && !isOfProgram) {
                return FailureCause.SOURCE;
            }
            isOfData |= isOfProgram && (t instanceof IOException || !(t instanceof RuntimeException));
        }
        return isOfData ? FailureCause.DATA : FailureCause.OTHER;
    }

    private static boolean isTransient(List<Throwable> chain, Predicate<SQLException> ofTarget) {
        boolean isBrokenOff = false;
        for (Throwable t : chain) {
            if (t instanceof SdkException s3) {
                return S3Errors.isTransient(s3);
            }
            if (t instanceof SQLException target) {
                return ofTarget.test(target);
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
     * The cause of a failure; null if there is none. Narayana adds it to the suppressed exceptions of its own. What
     * Camel adds to those of others is a different failure, of something that ran before or at the same time.
     */
    private static @Nullable Throwable next(Throwable failure) {
        Optional<Throwable> rolledBack = rolledBack(failure);
        if (rolledBack.isPresent()) {
            return rolledBack.get();
        }
        if (failure.getCause() != null) {
            return failure.getCause();
        }
        return isOfTransactionManager(failure)
                ? Arrays.stream(failure.getSuppressed())
                        .filter(suppressed -> !isOfCamel(suppressed) && !isOfProgram(suppressed))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /**
     * If a failure is one of Spring to roll back a transaction: the failure for which it was to be rolled back. Its
     * cause is only why that did not work. The class is asked by its name, because only some hosts have Spring.
     */
    private static Optional<Throwable> rolledBack(Throwable failure) {
        if (!failure.getClass().getName().equals(OF_SPRING)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable((Throwable)
                    failure.getClass().getMethod("getApplicationException").invoke(failure));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static boolean hidesReason(Throwable failure) {
        return isOfCamel(failure) && failure.getCause() != null
                || rolledBack(failure).isPresent();
    }

    private static boolean isOfCamel(Throwable failure) {
        return failure instanceof RuntimeCamelException || failure instanceof CamelExchangeException;
    }

    private static boolean isOfTransactionManager(Throwable failure) {
        String name = failure.getClass().getName();
        return OF_TRANSACTION_MANAGERS.stream().anyMatch(name::startsWith);
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
