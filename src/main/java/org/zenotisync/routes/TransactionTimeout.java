package org.zenotisync.routes;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.spi.TransactedPolicy;

/**
 * The time after which a host's transaction manager ends a transaction. Neither JTA nor Camel has a way to ask for it,
 * so the transaction managers that hosts use are asked in their own way.
 *
 * @param limit the time
 * @param setting where the host changes it
 */
record TransactionTimeout(Duration limit, String setting) {

    /** A first load may take hours; what is shorter than this is worth a warning. */
    private static final Duration SHORT = Duration.ofHours(1);

    /** Narayana, the transaction manager of Quarkus and WildFly. */
    private static final String NARAYANA = "com.arjuna.ats.arjuna.coordinator.TxControl";

    private static final String QUARKUS = "io.quarkus.narayana.jta.runtime.NarayanaJtaRecorder";

    /** The timeout of the transactions of a policy; empty if there is none, or it cannot be found out. */
    static Optional<TransactionTimeout> of(TransactedPolicy policy) {
        return ofSpring(policy).or(() -> ofNarayana(policy)).filter(timeout -> timeout.limit.toSeconds() > 0);
    }

    boolean isShort() {
        return limit.compareTo(SHORT) < 0;
    }

    @Override
    public String toString() {
        return limit.toSeconds() + " s (" + setting + ")";
    }

    /** A template of Spring without a timeout has the one of its transaction manager. */
    private static Optional<TransactionTimeout> ofSpring(TransactedPolicy policy) {
        return Getters.call(policy, "getTransactionTemplate").flatMap(template -> Getters.call(template, "getTimeout")
                .filter(seconds -> (int) seconds > 0)
                .map(seconds -> in((int) seconds, "the timeout of the policy's TransactionTemplate"))
                .or(() -> Getters.call(template, List.of("getTransactionManager", "getDefaultTimeout"))
                        .map(seconds -> in((int) seconds, "spring.transaction.default-timeout"))));
    }

    private static Optional<TransactionTimeout> ofNarayana(TransactedPolicy policy) {
        try {
            ClassLoader loader = policy.getClass().getClassLoader();
            Method timeout = Class.forName(NARAYANA, true, loader).getMethod("getDefaultTimeout");
            return Optional.of(in((int) timeout.invoke(null), settingOfNarayana(loader)));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static String settingOfNarayana(ClassLoader loader) {
        try {
            Class.forName(QUARKUS, false, loader);
            return "quarkus.transaction-manager.default-transaction-timeout";
        } catch (ClassNotFoundException | LinkageError e) {
            return "CoordinatorEnvironmentBean.defaultTimeout of Narayana";
        }
    }

    private static TransactionTimeout in(int seconds, String setting) {
        return new TransactionTimeout(Duration.ofSeconds(seconds), setting);
    }
}
