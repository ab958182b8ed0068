package org.zenotisync.quarkus;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;
import java.lang.reflect.Field;
import java.util.List;

/**
 * Puts {@link DotEnvSources} in the place of SmallRye's own reader of {@code .env}, which may fail on a file that other
 * programs read. A builder adds its system sources only all together; so they are switched off here, and added one by
 * one. The annotation is for Quarkus, which makes a separate configuration for its static start.
 */
@StaticInitSafe
public final class DotEnvCustomizer implements SmallRyeConfigBuilderCustomizer {

    /** Fields of the builder that switch SmallRye's reader on. */
    static final List<String> SWITCHES = List.of("addDefaultSources", "addSystemSources");

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        boolean withProperties = switchOff(builder, SWITCHES.get(0));
        boolean systemOnly = switchOff(builder, SWITCHES.get(1));
        if (withProperties || systemOnly) {
            builder.withSources(new SysPropConfigSource(), new Environment()).withSources(new DotEnvSources());
        }
        if (withProperties) {
            builder.addPropertiesSources();
        }
    }

    /** After Quarkus' own customizer, which switches the default sources on. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    /** Returns whether it was on. */
    private static boolean switchOff(SmallRyeConfigBuilder builder, String name) {
        try {
            Field field = SmallRyeConfigBuilder.class.getDeclaredField(name);
            field.setAccessible(true);
            boolean wasOn = field.getBoolean(builder);
            field.setBoolean(builder, false);
            return wasOn;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of SmallRye Config has no switch " + name, e);
        }
    }

    /** The environment, as SmallRye reads it. */
    private static final class Environment extends EnvConfigSource {

        private static final long serialVersionUID = 1L;
    }
}
