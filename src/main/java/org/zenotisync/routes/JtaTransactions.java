package org.zenotisync.routes;

import java.util.Collection;
import org.apache.camel.CamelContext;

/**
 * The transactions of a JTA transaction manager that is a bean of the host, as it is in Quarkus. JTA is reached by
 * name, because a host need not have it.
 */
final class JtaTransactions {

    private static final String MANAGER = "jakarta.transaction.TransactionManager";

    /** {@code jakarta.transaction.Status.STATUS_NO_TRANSACTION}. */
    private static final int NONE = 6;

    private JtaTransactions() {}

    /**
     * Whether the thread is in a transaction. No connection is needed to find that out: a connection of a second
     * DataSource cannot join the transaction, and the attempt would end it.
     */
    static boolean isInOne(CamelContext context) {
        Class<?> type = context.getClassResolver().resolveClass(MANAGER);
        return type != null && managers(context, type).stream().anyMatch(manager -> isInOne(manager, type));
    }

    private static Collection<?> managers(CamelContext context, Class<?> type) {
        return context.getRegistry().findByType(type);
    }

    private static boolean isInOne(Object manager, Class<?> type) {
        try {
            return (int) type.getMethod("getStatus").invoke(manager) != NONE;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }
}
