package org.zenotisync.quarkus;

import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Leaves Camel's MBeans out where nobody could read them: in a native binary without a port for JMX, since no console
 * can attach to it. They would take most of its start and a third of its memory.
 */
public final class JmxWhereReachable implements ConfigSource {

    private static final String ENABLED = "camel.main.jmx-enabled";

    /** Above the defaults of extensions, below application.properties. */
    private static final int ORDINAL = 200;

    private static boolean isUnreachable() {
        return "runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"))
                && System.getProperty("com.sun.management.jmxremote.port") == null;
    }

    @Override
    public String getName() {
        return "JMX where it can be reached";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public Set<String> getPropertyNames() {
        return isUnreachable() ? Set.of(ENABLED) : Set.of();
    }

    @Override
    public @Nullable String getValue(String name) {
        return name.equals(ENABLED) && isUnreachable() ? "false" : null;
    }
}
