package org.zenotisync.privacy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The guests whose rows are kept out of the target, by the digests of their keys; the keys are not known. */
public final class ForgottenGuests {

    /** Nobody is forgotten. */
    public static final ForgottenGuests NONE = new ForgottenGuests(Map.of());

    /** The digests that were made with each key. */
    private final Map<HashKey, Set<String>> digests;

    /** @param digests by the key that they were made with */
    public ForgottenGuests(Map<HashKey, Set<String>> digests) {
        this.digests = Map.copyOf(digests);
    }

    /** Whether nobody is forgotten. */
    public boolean isEmpty() {
        return digests.isEmpty();
    }

    /** Compares values, for one thread. */
    Comparison comparison() {
        List<Digested> all = new ArrayList<>();
        digests.forEach((key, ofKey) -> all.add(new Digested(key.hasher(), ofKey)));
        return new Comparison(all);
    }

    private record Digested(ValueHasher hasher, Set<String> digests) {

        boolean has(byte[] hex) {
            return digests.contains(new String(hex, 0, ValueHasher.LENGTH, StandardCharsets.US_ASCII));
        }
    }

    /** Compares values of columns with the digests. For one thread. */
    static final class Comparison {

        private final List<Digested> all;

        private Comparison(List<Digested> all) {
            this.all = all;
        }

        /** @see GuestKey#spellings() */
        boolean isForgotten(byte[] utf8, int offset, int length) {
            int shorter = GuestKey.lengthWithoutFractionZeros(utf8, offset, length);
            return hasText(utf8, offset, length) || shorter < length && hasText(utf8, offset, shorter);
        }

        private boolean hasText(byte[] utf8, int offset, int length) {
            boolean is = false;
            for (int i = 0; i < all.size() && length > 0 && !is; i++) {
                is = all.get(i).has(all.get(i).hasher().text(utf8, offset, length));
            }
            return is;
        }

        boolean isForgotten(long value) {
            boolean is = false;
            for (int i = 0; i < all.size() && !is; i++) {
                is = all.get(i).has(all.get(i).hasher().integer(value));
            }
            return is;
        }

        boolean isForgotten(long high, long low, int scale) {
            boolean is = false;
            for (int i = 0; i < all.size() && !is; i++) {
                is = all.get(i).has(all.get(i).hasher().decimal(high, low, scale));
            }
            return is;
        }
    }

    /** Equal if the same keys are forgotten by the same digests. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ForgottenGuests that && byCheck().equals(that.byCheck());
    }

    @Override
    public int hashCode() {
        return Objects.hash(byCheck());
    }

    private Map<String, Set<String>> byCheck() {
        Map<String, Set<String>> checked = new HashMap<>();
        digests.forEach((key, ofKey) -> checked.put(key.check(), ofKey));
        return checked;
    }

    /** Never a digest. */
    @Override
    public String toString() {
        return isEmpty() ? "none" : "***";
    }
}
