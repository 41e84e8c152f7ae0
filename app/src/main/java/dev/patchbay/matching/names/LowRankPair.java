package dev.patchbay.matching.names;

import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two tensors whose shapes multiply to a low-rank change of a weight, and whose names differ in one word.
 *
 * @param down A, {@code [r, in, …]}
 * @param up B, {@code [out, r, 1…]}
 * @param alpha the pair's alpha tensor, if the file has one
 * @param head common beginning of both names, up to the word
 * @param tail common end of both names, after the word
 */
public record LowRankPair(TensorInfo down, TensorInfo up, Optional<TensorInfo> alpha, String head, String tail) {

    /** Placeholder for the word that differs. */
    public static final char MARK = '\u0002';

    /** The pair if the names differ in one word and the shapes make a product. */
    public static Optional<LowRankPair> of(TensorInfo down, TensorInfo up) {
        if (!isProduct(down.shape(), up.shape())) {
            return Optional.empty();
        }
        String a = down.name();
        String b = up.name();
        int head = 0;
        while (head < Math.min(a.length(), b.length()) && a.charAt(head) == b.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(a.length(), b.length()) - head && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
            tail++;
        }
        // The words may share their first or last letters ("loop", "leap"): extend to whole words.
        while (head > 0 && Character.isLetterOrDigit(a.charAt(head - 1))) {
            head--;
        }
        while (tail > 0 && Character.isLetterOrDigit(a.charAt(a.length() - tail))) {
            tail--;
        }
        LowRankPair pair = new LowRankPair(down, up, Optional.empty(), a.substring(0, head), a.substring(a.length() - tail));
        boolean oneWord = !pair.downWord().isEmpty() && !pair.upWord().isEmpty() && !(pair.downWord() + pair.upWord()).contains(".");
        return oneWord ? Optional.of(pair) : Optional.empty();
    }

    /** True if {@code up · down} exists: {@code [out, r]} times {@code [r, in]}, or the same with kernels on down. */
    static boolean isProduct(Shape down, Shape up) {
        if (down.dimensions() < 2 || down.dimensions() != up.dimensions() || down.size(0) != up.size(1)) {
            return false;
        }
        for (int i = 2; i < up.dimensions(); i++) {
            if (up.size(i) != 1) {
                return false;
            }
        }
        return true;
    }

    /** True if the rank is above 0 and smaller than both sides of the product. */
    boolean isLowRank() {
        Shape delta = delta();
        long columns = delta.size(0) == 0 ? 0 : delta.elements() / delta.size(0);
        return rank() > 0 && rank() < delta.size(0) && rank() < columns;
    }

    long rank() {
        return down.shape().size(0);
    }

    /** Shape of the product, and so of the weight it changes: {@code [out, in, …]}. */
    public Shape delta() {
        return down.shape().with(0, up.shape().size(0));
    }

    public boolean fits(Shape weight) {
        return delta().equals(weight);
    }

    public String downWord() {
        return word(down.name());
    }

    public String upWord() {
        return word(up.name());
    }

    private String word(String name) {
        return name.substring(head.length(), name.length() - tail.length());
    }

    /** Both names in one, with {@link #MARK} for the word that differs. */
    public String site() {
        return head + MARK + tail;
    }

    public NameForm form() {
        return NameForm.of(site());
    }

    /** Equal for pairs whose names differ in numbers only. */
    public String group() {
        return downWord() + MARK + upWord() + MARK + form().skeleton();
    }

    /** The name up to the segment with the word that differs, with its dot; the alpha tensor has the same beginning. */
    public String owner() {
        return head.substring(0, head.lastIndexOf('.') + 1);
    }

    LowRankPair with(TensorInfo alphaTensor) {
        return new LowRankPair(down, up, Optional.of(alphaTensor), head, tail);
    }

    public List<TensorInfo> tensors() {
        List<TensorInfo> tensors = new ArrayList<>(List.of(down, up));
        alpha.ifPresent(tensors::add);
        return tensors;
    }
}
