package org.zenotisync.routes;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.support.ObjectHelper;

/** Beans and libraries of the host. What is missing is named, with what to do. */
final class HostBeans {

    /** The name by which Camel looks for the policy of {@code transacted()}. */
    private static final String REQUIRED = "PROPAGATION_REQUIRED";

    private static final String SPRING_MANAGER = "org.springframework.transaction.PlatformTransactionManager";
    private static final String SPRING_POLICY = "org.apache.camel.spring.spi.SpringTransactionPolicy";

    private final CamelContext context;
    private final SyncNames names;

    HostBeans(CamelContext context, SyncNames names) {
        this.context = context;
        this.names = names;
    }

    /** @throws IllegalStateException if there is no such bean */
    <T> T get(String name, Class<T> type) {
        T bean = context.getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new IllegalStateException("the Camel registry has no bean " + name + " of type " + type.getName()
                    + ", which " + names + " needs; bind it, or pass the object to the builder of the sync");
        }
        return bean;
    }

    /**
     * The policy of {@code transacted()} as Camel chooses it: the only one, the one named PROPAGATION_REQUIRED, or one
     * for the only transaction manager of Spring.
     *
     * @throws IllegalStateException if there is none, or if it is not clear which one
     */
    TransactedPolicy policy() {
        Map<String, TransactedPolicy> all = context.getRegistry().findByTypeWithName(TransactedPolicy.class);
        if (all.size() == 1) {
            return all.values().iterator().next();
        }
        return Optional.ofNullable(context.getRegistry().lookupByNameAndType(REQUIRED, TransactedPolicy.class))
                .or(this::ofSpring)
                .orElseThrow(() -> new IllegalStateException(
                        all.isEmpty()
                                ? "the Camel registry has no TransactedPolicy, which " + names
                                        + " needs to commit rows and checkpoint together; pass one with the DataSource"
                                        + " to the builder of the sync, or bind one as " + REQUIRED
                                : "the Camel registry has several TransactedPolicies ("
                                        + String.join(", ", all.keySet())
                                        + ") and none named " + REQUIRED + "; pass the one of the target's DataSource"
                                        + " to the builder of the sync"));
    }

    /** Whether a component is on the class path. It is started if the context is: later look-ups would not do it. */
    void requireComponent(String scheme, String artifact, String reason) {
        if (context.getComponent(scheme) == null) {
            throw new IllegalStateException(reason + ", which needs the component " + scheme + ": add the dependency"
                    + " org.apache.camel:" + artifact + " (Quarkus: camel-quarkus-" + scheme + ")");
        }
    }

    /** Whether a data format is on the class path. */
    void requireDataFormat(String name, String artifact, String reason) {
        if (context.createDataFormat(name) == null) {
            throw new IllegalStateException(reason + ", which needs the data format " + name + ": add the dependency"
                    + " org.apache.camel:" + artifact + " (Quarkus: camel-quarkus-" + name + ")");
        }
    }

    /** What a cron expression as the schedule needs. */
    void requireCron() {
        requireComponent("quartz", "camel-quartz", "the schedule is a cron expression");
    }

    private Optional<TransactedPolicy> ofSpring() {
        Class<?> manager = context.getClassResolver().resolveClass(SPRING_MANAGER);
        Class<TransactedPolicy> policy = context.getClassResolver().resolveClass(SPRING_POLICY, TransactedPolicy.class);
        if (manager == null || policy == null) {
            return Optional.empty();
        }
        return Stream.of(context.getRegistry().findByType(manager))
                .filter(managers -> managers.size() == 1)
                .map(managers -> managers.iterator().next())
                .map(only -> {
                    TransactedPolicy made = ObjectHelper.newInstance(policy);
                    try {
                        ObjectHelper.invokeMethod(policy.getMethod("setTransactionManager", manager), made, only);
                    } catch (NoSuchMethodException e) {
                        throw new IllegalStateException(e);
                    }
                    return made;
                })
                .findFirst();
    }
}
