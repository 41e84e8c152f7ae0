package dev.patchbay.adapter.algorithm;

import dev.patchbay.lowrank.LayerChange;
import dev.patchbay.lowrank.LowRankFactors;
import dev.patchbay.lowrank.Matrix;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code ΔW = scale · B · diag(e) · A}: the parts of {@link Lora}, and singular values between them.
 *
 * @see <a href="https://arxiv.org/abs/2303.10512">AdaLoRA</a>
 */
final class AdaLora extends Lora {

    AdaLora() {
        super(Algorithm.ADALORA, Part.DOWN, Part.UP, Part.MID, Part.UP_BIAS, Part.EMBEDDING_DOWN, Part.EMBEDDING_UP);
    }

    @Override
    public boolean isComplete(Parts parts) {
        return parts.has(Part.DOWN, Part.UP, Part.LORA_E);
    }

    @Override
    List<List<Part>> products() {
        return List.of(List.of(Part.DOWN, Part.UP, Part.LORA_E), List.of(Part.UP_BIAS));
    }

    @Override
    public boolean multiplies(Parts parts) {
        OptionalLong values = parts.size(0, Part.LORA_E);
        return super.multiplies(parts) && values.orElse(rank(parts)) == rank(parts);
    }

    @Override
    public LayerChange change(Parts parts, PartValues values, double scale) throws IOException {
        Matrix diagonal = values.matrix(Part.LORA_E);
        Matrix down = values.matrix(Part.DOWN);
        if (diagonal.rows() != down.rows()) {
            throw new IllegalArgumentException("e is " + diagonal + ", down " + down);
        }
        return new LowRankFactors(values.matrix(Part.UP), down.timesRows(i -> diagonal.get(i, 0)), scale);
    }
}
