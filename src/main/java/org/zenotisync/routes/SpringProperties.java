package org.zenotisync.routes;

import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The names of the properties of a Spring application. Camel asks Spring for the value of a name, but does not list the
 * names, without which a misspelt setting would go unnoticed.
 */
final class SpringProperties {

    /** The name of this bean in every Spring application. */
    private static final String BEAN = "environment";

    private static final String TYPE = "org.springframework.core.env.ConfigurableEnvironment";

    private SpringProperties() {}

    /** The names as far as Spring can list them; none in an application without Spring. */
    static Stream<String> names(CamelContext context) {
        return context.getClassResolver().resolveClass(TYPE) == null ? Stream.empty() : WithSpring.names(context);
    }

    /** Apart, so that it is loaded only where there is Spring. */
    private static final class WithSpring {

        static Stream<String> names(CamelContext context) {
            ConfigurableEnvironment environment =
                    context.getRegistry().lookupByNameAndType(BEAN, ConfigurableEnvironment.class);
            return environment == null
                    ? Stream.empty()
                    : environment.getPropertySources().stream()
                            .filter(EnumerablePropertySource.class::isInstance)
                            .flatMap(source -> names((EnumerablePropertySource<?>) source));
        }

        private static Stream<String> names(EnumerablePropertySource<?> source) {
            try {
                return Stream.of(source.getPropertyNames());
            } catch (IllegalStateException e) {
                // made of several sources, and one of them cannot list its names
                return Stream.empty();
            }
        }
    }
}
