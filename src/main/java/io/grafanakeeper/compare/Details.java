package io.grafanakeeper.compare;

import io.grafanakeeper.archive.ItemKind;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Says what changed inside items, one at a time and within bounds, so that an answer about ten thousand items fits into memory.
 * Thread-safe.
 */
final class Details {
    /** A longer patch says less than the two contents. */
    private static final int LONGEST_PATCH = 1024 * 1024;

    /** A tree of numbers takes twenty times its bytes, and there are two; with more heap, larger contents can be compared. */
    private static final long PAIRS_IN_HEAP = 48;

    private static final long LARGEST_PAIR = 32 * 1024 * 1024;

    /** All patches and sentences of one answer. */
    private static final int ALL = 8 * 1024 * 1024;

    private final int longestPatch;
    private final long largestPair;
    private long left;

    Details() {
        this(LONGEST_PATCH, Math.min(LARGEST_PAIR, Runtime.getRuntime().maxMemory() / PAIRS_IN_HEAP), ALL);
    }

    Details(int longestPatch, long largestPair, int all) {
        this.longestPatch = longestPatch;
        this.largestPair = largestPair;
        this.left = all;
    }

    /** Returns the details of a change, without reading contents that are too much to compare. */
    Change of(ItemKind kind, Held.Version from, Held.Version to) {
        if (from.size() + to.size() > largestPair) {
            return Change.without("the contents are too large to be compared in detail");
        }
        return exhausted()
                ? tooMuch()
                : compare(kind, from.bytes().get(), to.bytes().get());
    }

    private static Change tooMuch() {
        return Change.without("details are left out of so long an answer: ask for this item alone, with kind and uid");
    }

    private synchronized boolean exhausted() {
        return left <= 0;
    }

    private synchronized Change compare(ItemKind kind, byte[] from, byte[] to) {
        if (exhausted()) {
            return tooMuch();
        }
        try {
            List<String> sentences = Sentences.of(kind, LosslessJson.read(from), LosslessJson.read(to));
            byte[] patch = Patch.between(from, to);
            boolean fits = patch.length <= Math.min(longestPatch, left);
            left -= (fits ? patch.length : 0)
                    + sentences.stream().mapToInt(Details::length).sum();
            return new Change(fits ? new String(patch, StandardCharsets.UTF_8) : null, sentences);
        } catch (IOException e) {
            throw new UncheckedIOException("a content whose hash is right is not JSON", e);
        }
    }

    private static int length(String sentence) {
        return sentence.getBytes(StandardCharsets.UTF_8).length;
    }
}
