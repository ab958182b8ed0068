package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServedPageTest {

    private static final Pattern TYPE_OF_PAGES = Pattern.compile("org\\.zenotisync\\.web\\.[\\w.$]+");

    /** A type that is forgotten is missed only when a native binary shows the page. */
    @Test
    void everyTypeThatTemplatesReadIsKnownToTheNativeImage() throws Exception {
        Set<Class<?>> read = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(
                List.of(Frame.class, Message.class, Overview.class, SchemaPage.class, TablePage.class));
        while (!open.isEmpty()) {
            Class<?> type = open.pop();
            if (read.add(type)) {
                for (Method method : type.getDeclaredMethods()) {
                    Matcher types =
                            TYPE_OF_PAGES.matcher(method.getGenericReturnType().getTypeName());
                    while (method.getParameterCount() == 0 && types.find()) {
                        open.push(Class.forName(types.group()));
                    }
                }
            }
        }
        // values() of the enums has their arrays
        assertThat(Arrays.asList(ServedPage.class
                        .getAnnotation(RegisterForReflection.class)
                        .targets()))
                .containsAll(read)
                .hasSameSizeAs(read);
    }
}
