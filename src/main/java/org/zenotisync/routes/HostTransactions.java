package org.zenotisync.routes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.cycle.CycleSteps;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.TransactionException;
import org.zenotisync.cycle.TransactionProof;

/**
 * What the sync asks of the transactions of its host, before the first cycle and before each one. The proof runs in a
 * route of its own, because only a route has the transaction that table groups have.
 */
final class HostTransactions {

    static final String PROOF_ROUTE = "prove-transaction";

    private static final Logger LOG = LoggerFactory.getLogger(HostTransactions.class);

    private final CamelContext context;
    private final SyncNames names;
    private final TransactedPolicy policy;
    private final TransactionProof proof;
    private final CycleSteps cycles;
    private boolean isProven;
    private volatile Optional<TransactionTimeout> timeout = Optional.empty();

    HostTransactions(
            CamelContext context, SyncNames names, TransactedPolicy policy, TransactionProof proof, CycleSteps cycles) {
        this.context = context;
        this.names = names;
        this.policy = policy;
        this.proof = proof;
        this.cycles = cycles;
    }

    TransactedPolicy policy() {
        return policy;
    }

    TransactionProof proof() {
        return proof;
    }

    /**
     * Refuses a cycle inside a transaction of the caller.
     *
     * @throws TransactionException if there is one
     */
    void requireNone(Exchange exchange) {
        if (exchange.isTransacted() || isJta() && JtaTransactions.isInOne(context)) {
            throw TransactionProof.calledInTransaction();
        }
        proof.requireNoTransaction();
    }

    /**
     * Proves once that rows and checkpoint commit together.
     *
     * @throws TransactionException if they do not
     * @throws org.zenotisync.cycle.UnreachableException if the target cannot be reached
     */
    synchronized void require() throws Exception {
        if (isProven) {
            return;
        }
        try {
            // first: making the control tables would commit a transaction of the caller
            proof.requireAutoCommit();
            cycles.createControlTables();
            proof.prove(this::failureOf, cure());
        } catch (SQLException e) {
            throw cycles.unreachable(e);
        }
        isProven = true;
        timeout = TransactionTimeout.of(policy);
        timeout.filter(TransactionTimeout::isShort)
                .ifPresent(limit -> LOG.warn(
                        "Transactions of {} end after {}: a table group that takes longer cannot be loaded. A first"
                                + " load may take hours; set the timeout to 24 hours",
                        names,
                        limit));
    }

    /** The reason for a failure of a transaction that was older than its timeout. */
    Exception explained(Exception failure, Duration age) {
        return timeout.filter(limit -> age.compareTo(limit.limit()) >= 0)
                .<Exception>map(limit -> new TransactionException(
                        "the transaction was " + age.toSeconds() + " s old, and the transaction manager ends one after "
                                + limit + "; set it to 24 hours. The failure that followed: "
                                + Failures.text(failure),
                        failure))
                .orElse(failure);
    }

    private Throwable failureOf(String mark) throws Exception {
        Route route = context.getRoute(names.route(PROOF_ROUTE));
        if (route == null) {
            throw new IllegalStateException("the Camel context " + context.getName() + " has no route "
                    + names.route(PROOF_ROUTE) + ", which proves that transactions work: do not filter it out");
        }
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(mark);
        route.getProcessor().process(exchange);
        return exchange.getException();
    }

    /** What a host of this kind must change. */
    private String cure() {
        if (isA("org.apache.camel.spring.")) {
            return "Wrap the DataSource in Spring's TransactionAwareDataSourceProxy, and pass the policy of the"
                    + " transaction manager of this very DataSource (a policy named PROPAGATION_REQUIRED may belong to"
                    + " another database)";
        }
        if (isJta()) {
            return "Use a connection pool that is joined to the JTA transaction manager of the policy (Quarkus: its own"
                    + " datasource without quarkus.datasource.jdbc.transactions=disabled)";
        }
        return "Pass a DataSource whose connections join the transactions of the policy "
                + policy.getClass().getName();
    }

    private boolean isJta() {
        return isA("org.apache.camel.jta.");
    }

    /** Whether the policy is a class of this package, or extends one; the package may be missing. */
    private boolean isA(String packageName) {
        Class<?> type = policy.getClass();
        while (type != null && !type.getName().startsWith(packageName)) {
            type = type.getSuperclass();
        }
        return type != null;
    }
}
