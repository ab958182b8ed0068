package org.zenotisync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The formatter folds code, but neither comments nor the picture of the routes. */
class LineLengthTest {

    private static final int MOST = 120;

    @Test
    void noLineOfTheProgramIsLongerThanTheFormatterAllows() throws IOException {
        List<String> tooLong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                List<String> lines = Files.readAllLines(file);
                for (int line = 0; line < lines.size(); line++) {
                    if (lines.get(line).length() > MOST) {
                        tooLong.add(file + ":" + (line + 1));
                    }
                }
            }
        }

        assertThat(tooLong).isEmpty();
    }
}
