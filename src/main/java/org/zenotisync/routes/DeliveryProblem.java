package org.zenotisync.routes;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.jspecify.annotations.Nullable;
import org.zenotisync.checkpoint.OutboxChannel;
import org.zenotisync.cycle.Failures;

/** Why something could not be delivered, without secrets and without values of rows. */
final class DeliveryProblem {

    private static final int LONGEST = 300;

    /** Their messages have a state or a time, and never what was sent. */
    private static final Set<String> HARMLESS =
            Set.of("HttpOperationFailedException", "ExecException", "CommandFailedException");

    /** It may have a password or a token in it, and blanks in RAW(). */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/(?:RAW\\([^)]*\\)|RAW\\{[^}]*}|\\S)*");

    private static final Pattern RAW = Pattern.compile("=RAW(?:\\(.*?\\)|\\{.*?})(?=&|$)");

    private static final String LAZY = "lazyStartProducer";

    private DeliveryProblem() {}

    /** For people; of bad rows, messages of unknown exceptions are left out, because they may quote a row. */
    static String of(Throwable failure, OutboxChannel channel) {
        Optional<String> address = ofAddress(failure);
        if (address.isPresent()) {
            return address.get();
        }
        String text = ADDRESS.matcher(text(failure, channel)).replaceAll("...");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** Empty if the failure is not about the address of an endpoint. */
    private static Optional<String> ofAddress(Throwable failure) {
        @Nullable Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof NoSuchEndpointException missing) {
                return Optional.of(missingComponent(missing.getUri()));
            }
            if (cause instanceof ResolveEndpointFailedException refused) {
                return Optional.of(refused(refused.getUri(), String.valueOf(refused.getMessage())));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static String missingComponent(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0
                ? "the address does not begin with the name of a component and a colon"
                : "the class path does not have the component " + uri.substring(0, colon);
    }

    /** Camel's message has the values of unknown parameters: one that is misspelt may be a password. */
    private static String refused(String uri, String message) {
        if (!uri.contains(":") || message.contains("No component found")) {
            return missingComponent(uri);
        }
        String component = "the component " + uri.substring(0, uri.indexOf(':'));
        String parameters = parameters(uri);
        if (parameters.isEmpty()) {
            return component + " does not accept the address";
        }
        return component
                + (message.contains("Unknown parameters")
                        ? " does not have one of the parameters "
                        : " does not accept the address or one of the parameters ")
                + parameters;
    }

    /** The names of the parameters of an address. */
    private static String parameters(String uri) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return "";
        }
        return Stream.of(RAW.matcher(uri.substring(query + 1)).replaceAll("=").split("&", -1))
                .filter(parameter -> parameter.contains("="))
                .map(parameter -> parameter.substring(0, parameter.indexOf('=')))
                .filter(name -> !name.equals(LAZY))
                .collect(Collectors.joining(", "));
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
