package dev.patchbay.adapter.algorithm;

import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code ΔW = diag(b) · B · diag(d) · A} with random {@code A} and {@code B} that all modules share, and that most files leave out.
 *
 * @see <a href="https://arxiv.org/abs/2310.11454">VeRA</a>
 */
final class Vera extends ChangeForm {

    Vera() {
        super(Algorithm.VERA);
    }

    @Override
    public boolean isComplete(Parts parts) {
        return parts.has(Part.VERA_LAMBDA_B, Part.VERA_LAMBDA_D);
    }

    @Override
    List<List<Part>> products() {
        return List.of(List.of(Part.VERA_LAMBDA_B, Part.VERA_LAMBDA_D));
    }

    @Override
    public long rank(Parts parts) {
        return parts.size(0, Part.VERA_LAMBDA_D).orElse(0);
    }

    @Override
    public OptionalLong outputs(Parts parts) {
        return parts.size(0, Part.VERA_LAMBDA_B);
    }
}
