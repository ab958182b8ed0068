package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** A host intercepts routes and steps by their ids, and an operator sees them. So none of the ids is generated. */
class RouteIdsTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void everyRouteAndEveryStepHasAnIdOfItsOwn() {
        try (SyncHarness harness = new SyncHarness(S3.client(), "any-bucket", folder.resolve("ids.duckdb"), Map.of())) {
            List<RouteDefinition> routes = ((DefaultCamelContext) harness.context()).getRouteDefinitions();
            List<String> ids = new ArrayList<>();
            List<String> generated = new ArrayList<>();
            for (RouteDefinition route : routes) {
                note(route, "route", ids, generated);
                walk(route.getOutputs(), route.getId(), ids, generated);
            }

            assertThat(routes).hasSizeGreaterThan(10);
            assertThat(ids).hasSizeGreaterThan(40).doesNotHaveDuplicates();
            assertThat(generated).as("without an id").isEmpty();
        }
    }

    @Test
    void theCamelPageListsTheRoutes() throws IOException {
        String page = Files.readString(Path.of("docs", "camel.md"));
        String list = page.substring(page.indexOf("**Routes**: "), page.indexOf("Any of them can be stopped"));
        List<String> listed = Pattern.compile("`([a-z-]+)`")
                .matcher(list)
                .results()
                .map(route -> route.group(1))
                .toList();
        try (SyncHarness harness = new SyncHarness(S3.client(), "any-bucket", folder.resolve("ids.duckdb"), Map.of())) {
            List<String> routes = new ArrayList<>(harness.context().getRoutes().stream()
                    .map(Route::getRouteId)
                    .toList());
            routes.add("schedule");

            assertThat(listed).containsExactlyInAnyOrderElementsOf(routes);
        }
    }

    private static void walk(
            List<ProcessorDefinition<?>> steps, String place, List<String> ids, List<String> generated) {
        for (ProcessorDefinition<?> step : steps) {
            note(step, place, ids, generated);
            walk(step.getOutputs(), place + " > " + step.getId(), ids, generated);
        }
    }

    private static void note(ProcessorDefinition<?> step, String place, List<String> ids, List<String> generated) {
        ids.add(step.getId());
        if (!step.hasCustomIdAssigned()) {
            generated.add(place + " > " + step.getId());
        }
    }
}
