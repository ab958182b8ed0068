package org.zenotisync.feedmodel;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders names as a person reads them: runs of digits count as numbers, so part_2 comes before part_10 and 2024.9
 * before 2024.10 (rule 1).
 */
final class NaturalOrder implements Comparator<String> {

    static final NaturalOrder INSTANCE = new NaturalOrder();

    private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]");

    private NaturalOrder() {}

    @Override
    public int compare(String left, String right) {
        Matcher leftPieces = PIECE.matcher(left);
        Matcher rightPieces = PIECE.matcher(right);
        while (true) {
            boolean moreLeft = leftPieces.find();
            boolean moreRight = rightPieces.find();
            if (!moreLeft || !moreRight) {
                // Only names such as "2" and "02" get past this point as equals; any fixed order will do for them.
                return moreLeft ? 1 : moreRight ? -1 : left.compareTo(right);
            }
            int order = comparePieces(leftPieces.group(), rightPieces.group());
            if (order != 0) {
                return order;
            }
        }
    }

    private static int comparePieces(String left, String right) {
        boolean numbers = Character.isDigit(left.charAt(0)) && Character.isDigit(right.charAt(0));
        return numbers ? new BigInteger(left).compareTo(new BigInteger(right)) : left.compareTo(right);
    }
}
