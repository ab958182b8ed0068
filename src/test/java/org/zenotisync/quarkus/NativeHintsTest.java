package org.zenotisync.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.ops.SyncMXBean;
import org.zenotisync.ops.SyncManagement;
import org.zenotisync.ops.SyncMeters;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.Warehouses;

/** A class that is forgotten in the hints is missed only when the native binary comes to it. */
class NativeHintsTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void routesCallNothingByName() {
        assertThat(ofSteps(BeanDefinition.class, bean -> Stream.of(bean.getId())))
                .isEmpty();
        assertThat(ofSteps(ThrowExceptionDefinition.class, step -> Stream.of(step.getId())))
                .isEmpty();
    }

    @Test
    void everyExceptionThatARouteCatchesIsKnownToTheNativeImage() {
        Set<String> known = new HashSet<>(inTheJar());
        List<String> caught = ofSteps(CatchDefinition.class, step -> step.getExceptionClasses().stream()
                .map(Class::getName));

        assertThat(caught).isNotEmpty();
        assertThat(known).containsAll(caught);
        assertThat(known).containsAll(ofSteps(OnExceptionDefinition.class, step -> step.getExceptions().stream()));
    }

    @Test
    void theHintsOfTheMBeanAreItsTypes() {
        Set<String> shown = new HashSet<>(Set.of(SyncMXBean.class.getName(), SyncManagement.class.getName()));
        for (Method method : SyncMXBean.class.getMethods()) {
            String types = method.getGenericReturnType().getTypeName();
            Pattern.compile("org\\.zenotisync[\\w.]+")
                    .matcher(types)
                    .results()
                    .forEach(type -> shown.add(type.group()));
        }

        assertThat(inTheJar().stream()
                        .filter(name -> name.startsWith(SyncMXBean.class.getPackageName()))
                        .filter(name -> !name.equals(SyncMeters.class.getName())))
                .containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    void everyWarehouseAndItsDriverIsKnownToTheNativeImage() {
        Warehouses.all().stream()
                .filter(warehouse -> warehouse.getClass().getName().startsWith("org.zenotisync.warehouse."))
                .forEach(warehouse -> assertThat(inTheJar())
                        .contains(
                                warehouse.getClass().getName(),
                                warehouse.driver().getName()));
    }

    @Test
    void everyNameInTheHintsIsThere() {
        Stream.of(
                        inTheJar(),
                        NativeHints.SERIALIZED_BY_JMX,
                        NativeHints.USED_BY_DUCKDB,
                        NativeHints.MADE_BY_QUARTZ,
                        List.of(NativeHints.LOGIN_OF_JMX, NativeHints.ROLES_OF_PROFILES))
                .flatMap(List::stream)
                .forEach(name -> assertThat(typeOf(name)).as(name).isNotNull());
        assertThat(NativeHints.RESOURCES_OF_QUARTZ)
                .allMatch(name -> getClass().getClassLoader().getResource(name) != null);
    }

    /** The types that the jar's own metadata lists. */
    private static List<String> inTheJar() {
        String file = "/META-INF/native-image/org.zenotisync/zenoti-s3-sync/reflect-config.json";
        try (InputStream in = NativeHintsTest.class.getResourceAsStream(file)) {
            return Pattern.compile("\"name\": \"([^\"]+)\"")
                    .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(name -> name.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> typeOf(String name) {
        try {
            return Class.forName(name, false, NativeHintsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " is gone, and its hint is stale", e);
        }
    }

    private <S extends ProcessorDefinition<?>, T> List<T> ofSteps(Class<S> kind, Function<S, Stream<T>> what) {
        try (SyncHarness harness =
                new SyncHarness(S3.client(), "any-bucket", folder.resolve("hints.duckdb"), Map.of())) {
            return ((DefaultCamelContext) harness.context())
                    .getRouteDefinitions().stream()
                            .map(RouteDefinition::getOutputs)
                            .flatMap(steps -> ProcessorDefinitionHelper.filterTypeInOutputs(steps, kind).stream())
                            .flatMap(what)
                            .toList();
        }
    }
}
