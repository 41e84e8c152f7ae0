package dev.patchbay.export.factors;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Refuses adapters with NaN or infinity among what would be written: a file of it would ruin every picture. */
public final class RealValues {

    private RealValues() {}

    /**
     * Where values were read before.
     *
     * @param notFinite stored tensors that hold NaN or infinity
     * @throws ExportException if one of the tensors is made of one of these
     */
    public static void demand(Path file, List<ExportTensor> tensors, Set<String> notFinite) throws ExportException {
        Optional<String> sick = tensors.stream().flatMap(tensor -> tensor.sources().stream()).filter(notFinite::contains).findFirst();
        if (sick.isPresent()) {
            throw refusal(file, sick.get());
        }
    }

    /**
     * Reads every stored tensor that is used once; where one holds NaN or infinity, also what would be written of it.
     *
     * @throws ExportException if one of the tensors would hold NaN or infinity
     */
    public static void demand(Checkpoint checkpoint, List<ExportTensor> tensors) throws IOException {
        Set<String> sick = new HashSet<>();
        for (String name : tensors.stream().flatMap(tensor -> tensor.sources().stream()).distinct().toList()) {
            if (isSick(checkpoint.tensor(name).map(StoredTensor::data).orElseThrow())) {
                sick.add(name);
            }
        }
        for (ExportTensor tensor : tensors) {
            Optional<String> source = tensor.sources().stream().filter(sick::contains).findFirst();
            if (source.isPresent() && isSick(tensor.before())) {
                throw refusal(checkpoint.path(), source.get());
            }
        }
    }

    private static boolean isSick(TensorData data) throws IOException {
        return FloatCodec.canDecode(data.dtype()) && TensorStatistics.of(data, () -> false).hasNonFinite();
    }

    private static ExportException refusal(Path file, String tensor) {
        return new ExportException(Message.of("export.cannot.values", file, tensor));
    }
}
