package org.zenotisync.web;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The templates of the pages. All of them are HTML, and every value that they show is escaped. The engine is made
 * when the first page is asked for; Quarkus' extension would make it at the start of every command.
 */
final class Templates {

    private @Nullable Engine engine;

    /** A page. */
    enum Page {
        OVERVIEW("overview"),
        TABLE("table"),
        SCHEMA("schema"),
        MESSAGE("message");

        private final String template;

        Page(String template) {
            this.template = template;
        }
    }

    /**
     * Renders a page.
     *
     * @param content its view model
     */
    String render(Page page, Frame frame, Object content) {
        return engine().getTemplate(page.template)
                .data("frame", frame)
                .data("page", content)
                .render();
    }

    private synchronized Engine engine() {
        Engine made = engine;
        if (made == null) {
            made = Engine.builder()
                    .addDefaults()
                    .addValueResolver(new ReflectionValueResolver())
                    .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                    .addLocator(Templates::locate)
                    .build();
            engine = made;
        }
        return made;
    }

    /** A file that is served as it is. */
    static String file(String name) {
        try (InputStream content = Templates.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("the file " + name + " is missing in the program");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<TemplateLocation> locate(String id) {
        String text = file(id + ".html");
        return Optional.of(new TemplateLocation() {

            @Override
            public Reader read() {
                return new StringReader(text);
            }

            @Override
            public Optional<Variant> getVariant() {
                return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
            }
        });
    }
}
