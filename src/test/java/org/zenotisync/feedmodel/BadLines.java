package org.zenotisync.feedmodel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zenotisync.model.TableKind;

/** Puts lines that no table can take between the records of a feed's files, as many as chance has it. */
public final class BadLines {

    private final String root;
    private final Dice dice;
    private long lines;

    /** @param rootPrefix the root directory folder, with or without trailing slash */
    public BadLines(long seed, String rootPrefix) {
        this.root = FeedObject.root(rootPrefix);
        this.dice = new Dice(seed);
    }

    /** How many lines have been put in so far. */
    public long lines() {
        return lines;
    }

    /** A copy of a publication with bad lines in some of its data files. */
    public Map<String, byte[]> into(Map<String, byte[]> publication) {
        Map<String, byte[]> spoiled = new TreeMap<>(publication);
        spoiled.replaceAll((key, content) -> {
            Optional<FeedObject> object = FeedObject.of(root, key);
            return object.isEmpty() || dice.oneIn(3)
                    ? content
                    : spoil(content, TableKind.ofTable(object.get().table()).orElseThrow());
        });
        return spoiled;
    }

    private byte[] spoil(byte[] file, TableKind kind) {
        ByteArrayOutputStream spoiled = new ByteArrayOutputStream();
        int from = 0;
        for (int end : recordEnds(file)) {
            spoiled.write(file, from, end - from);
            from = end;
            byte[] before = Arrays.copyOf(file, end);
            // the first record tells which field belongs to which column
            if (dice.oneIn(4) && !CsvText.records(before).isEmpty()) {
                spoiled.writeBytes(line(CsvText.records(before).get(0).size(), kind));
                spoiled.write('\n');
                lines++;
            }
        }
        spoiled.write(file, from, file.length - from);
        return spoiled.toByteArray();
    }

    private static List<Integer> recordEnds(byte[] file) {
        List<Integer> ends = new ArrayList<>();
        boolean quoted = false;
        for (int i = 0; i < file.length; i++) {
            quoted ^= file[i] == '"';
            if (file[i] == '\n' && !quoted) {
                ends.add(i + 1);
            }
        }
        return ends;
    }

    private byte[] line(int fields, TableKind kind) {
        String rest = ",".repeat(fields - 1);
        return switch (dice.between(1, 6)) {
            case 1 -> utf8("\0" + rest);
            case 2 -> utf8("\"a \"b\" c\"" + rest);
            case 3 -> utf8(fields == 1 ? "7,7,7" : "7");
            case 4 -> kind == TableKind.FACT && fields > 1 ? utf8(rest) : utf8("7" + rest + ",");
            case 5 -> utf8("\"two\nlines\0\"" + rest);
            default -> ("\u00ff" + rest).getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
