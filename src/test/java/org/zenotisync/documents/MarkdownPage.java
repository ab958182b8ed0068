package org.zenotisync.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown page of the project: its text without code blocks, its links and the anchors of its headings as GitHub makes
 * them.
 *
 * @param file the page, relative to the project folder
 * @param text its content
 */
record MarkdownPage(Path file, String text) {

    /** Folders whose pages are not the project's own. */
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", ".mvn", "node_modules");

    private static final Pattern FENCED_CODE = Pattern.compile("(?ms)^ *```.*?^ *```[^\\n]*$");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\[]*]\\(([^()\\s]+)\\)");
    private static final Pattern LINK_WITH_TEXT = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
    private static final Pattern NO_PART_OF_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}_\\- ]");

    static MarkdownPage read(Path file) {
        try {
            return new MarkdownPage(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All pages of the project. */
    static List<MarkdownPage> all() throws IOException {
        List<MarkdownPage> pages = new ArrayList<>();
        collect(Path.of(""), pages);
        return pages;
    }

    private static void collect(Path folder, List<MarkdownPage> pages) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (Files.isDirectory(entry)) {
                    if (!LEFT_OUT.contains(entry.getFileName().toString())) {
                        collect(entry, pages);
                    }
                } else if (entry.toString().endsWith(".md")) {
                    pages.add(read(entry));
                }
            }
        }
    }

    /** The targets of its links, without those that leave the project. */
    List<String> relativeLinks() {
        String prose = INLINE_CODE.matcher(withoutCodeBlocks()).replaceAll("code");
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
                .toList();
    }

    /** The anchors of its headings; one that comes again has a number. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new LinkedHashSet<>();
        HEADING.matcher(withoutCodeBlocks())
                .results()
                .map(heading -> anchor(heading.group(1)))
                .forEach(anchor -> {
                    int before = seen.merge(anchor, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? anchor : anchor + "-" + before);
                });
        return anchors;
    }

    /** Where a link of this page leads to. */
    Path resolve(String path) {
        Path folder = file.getParent() == null ? Path.of("") : file.getParent();
        return folder.resolve(path).normalize();
    }

    private String withoutCodeBlocks() {
        return FENCED_CODE.matcher(text).replaceAll("");
    }

    private static String anchor(String heading) {
        String plain = LINK_WITH_TEXT.matcher(heading).replaceAll("$1").replace("`", "");
        return NO_PART_OF_ANCHOR
                .matcher(plain.toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-');
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
