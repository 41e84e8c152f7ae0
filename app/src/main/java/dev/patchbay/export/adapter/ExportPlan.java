package dev.patchbay.export.adapter;

import dev.patchbay.basemodel.naming.ClipNames;
import dev.patchbay.export.factors.Arrival;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.export.factors.WrittenModule;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an export will write; shown to the person first.
 *
 * @param source the checkpoint the values come from
 * @param target program whose names they get
 * @param tensors in the order they are written
 * @param metadata of the new file
 * @param companions small files of a folder, by name: {@code adapter_config.json}, {@code config.json}
 * @param scale the adapter's scale and how it is written; empty for a full model
 * @param modules of an adapter, as the new file will hold them; empty for a full model
 * @param dropped stored names that are left out
 * @param usedAlphas stored names of alpha tensors: the scale that they gave is written as {@code scale} says
 * @param renamed how many tensors get another name
 * @param split how many tensors are a slice of a stored one, or made of a stored one that others use too
 * @param tolerance largest relative error of a tensor, ‖written − wanted‖ / ‖wanted‖
 * @param shardBytes largest size of one shard of a model folder, in bytes
 * @param clip the release of transformers whose names for CLIP's layers are written; empty where it makes no difference
 * @param arrival how many modules of an adapter arrive in the base; empty without one, and for a full model
 * @param warnings what a person should know before it is written
 */
public record ExportPlan(
        Path source,
        Program target,
        List<ExportTensor> tensors,
        Map<String, String> metadata,
        Map<String, String> companions,
        Optional<ScaleReport> scale,
        List<WrittenModule> modules,
        List<String> dropped,
        List<String> usedAlphas,
        int renamed,
        int split,
        double tolerance,
        long shardBytes,
        Optional<ClipNames> clip,
        Optional<Arrival> arrival,
        List<Message> warnings) {

    public ExportPlan {
        tensors = List.copyOf(tensors);
        // In a fixed order, so that the same export gives the same bytes.
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        companions = Collections.unmodifiableMap(new TreeMap<>(companions));
        modules = List.copyOf(modules);
        dropped = List.copyOf(dropped);
        usedAlphas = List.copyOf(usedAlphas);
        warnings = List.copyOf(warnings);
    }

    /** Bytes of all tensors, without the header. */
    public long bytes() {
        return tensors.stream().mapToLong(tensor -> tensor.info().bytes()).sum();
    }

    /** True for an adapter, false for a full model. */
    public boolean isAdapter() {
        return scale.isPresent();
    }

    /**
     * The key of the outer dict in SAT's {@code .pt} file: {@code module} for the transformer; the VAE is loaded by other code, from
     * {@code state_dict}.
     */
    public String stateDictKey() {
        return tensors.stream().anyMatch(tensor -> tensor.info().name().startsWith("model.")) ? "module" : "state_dict";
    }
}
