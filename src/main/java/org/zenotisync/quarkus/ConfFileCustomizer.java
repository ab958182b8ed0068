package org.zenotisync.quarkus;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Adds the settings file of an unpacked archive ({@link ConfFile}). The annotation is for Quarkus, which makes a
 * separate configuration for its static start.
 */
@StaticInitSafe
public final class ConfFileCustomizer implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        ConfFile.named().ifPresent(builder::withSources);
    }
}
