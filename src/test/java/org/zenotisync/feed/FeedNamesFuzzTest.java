package org.zenotisync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableNames;

/** Any name in a bucket has one place or none, and all names have one order. */
class FeedNamesFuzzTest {

    private static final List<String> PIECES = List.of(
            "/",
            "/",
            "/",
            "0",
            "1",
            "9",
            "007",
            "a",
            "A",
            "b",
            "_",
            ".",
            "-",
            " ",
            "\"",
            "'",
            ";",
            "--",
            "\n",
            "\0",
            "%2F",
            "..",
            "../",
            "é",
            "İ",
            "ı",
            "K",
            "ſ",
            "ß",
            "１",
            "٣",
            "𝄞",
            "\uD834",
            ".csv",
            ".CSV",
            ".csv",
            "bi_factx",
            "Bi_DimX",
            "zenoti_sync_run",
            "9".repeat(19),
            "0".repeat(30),
            "x".repeat(127));

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(PIECES).list().ofMaxSize(8).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> likely = Arbitraries.of("bi_factx/1/a.csv", "Bi_DimX/007/P_1.CSV", "_/0/\".csv");
        return Arbitraries.oneOf(names(), likely.flatMap(path -> names().map(
                        name -> path.replaceFirst("[1P_]", name.replace("$", "").replace("\\", "")))));
    }

    @Property
    void aPathBelowAGroupIsOneTableFileOrNone(@ForAll("paths") String path) {
        Optional<FeedLayout.Place> found = FeedLayout.place(path);

        found.ifPresent(place -> {
            String[] folders = path.split("/", -1);
            assertThat(folders).hasSize(3);
            assertThat(place.table()).matches("[a-z_][a-z0-9_]{0,126}");
            if (Identifiers.isValid(folders[0])) {
                assertThat(TableNames.canonical(Identifiers.fold(folders[0]))).isEqualTo(place.table());
            } else {
                // with a schema, quotes or brackets it is the last part, and only if that is a name of the feed
                assertThat(folders[0].toLowerCase(Locale.ROOT))
                        .containsPattern("(^|\\W)" + place.table() + "(_s3)*\\W*$");
                assertThat(TableNames.isOfFeed(place.table())).isTrue();
            }
            assertThat(new BigInteger(folders[1])).isEqualTo(BigInteger.valueOf(place.logid()));
            assertThat(folders[2]).matches("(?is)[^/\\p{Cntrl}]+");
        });
    }

    @Property
    void aFolderIsAGroupOnlyIfItIsANumberThatALongHolds(@ForAll("names") String folder) {
        Optional<Long> group = FeedLayout.groupId(folder);

        group.ifPresent(number -> assertThat(new BigInteger(folder)).isEqualTo(BigInteger.valueOf(number)));
        assertThat(group.isPresent()).isEqualTo(folder.matches("0*[1-9][0-9]{0,17}"));
    }

    @Property
    void namesHaveOneOrder(@ForAll("names") String a, @ForAll("names") String b, @ForAll("names") String c) {
        NaturalOrder order = NaturalOrder.INSTANCE;
        int ab = Integer.signum(order.compare(a, b));
        int bc = Integer.signum(order.compare(b, c));
        int ac = Integer.signum(order.compare(a, c));

        assertThat(order.compare(a, a)).isZero();
        assertThat(ab).isEqualTo(-Integer.signum(order.compare(b, a)));
        assertThat(ab == 0).isEqualTo(a.equals(b));
        if (ab <= 0 && bc <= 0) {
            assertThat(ac).isEqualTo(Math.min(ab, bc));
        }
        if (ab >= 0 && bc >= 0) {
            assertThat(ac).isEqualTo(Math.max(ab, bc));
        }
    }
}
