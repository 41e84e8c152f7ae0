package dev.patchbay.checkpoint.quantised;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointException;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tensors that a checkpoint means: weights that are stored as codes with their own name and shape, and without their companions.
 * Recognising them reads a few short texts, no values.
 *
 * @param weights by the name of the tensor that holds the codes
 * @param companions all tensors that are part of one of them
 */
public record LogicalTensors(Map<String, QuantisedWeight> weights, Set<String> companions) {

    private static final List<Scheme> SCHEMES = List.of(
            new FourBitBlocks(),
            new EightBitRows(),
            new ComfyLayers(),
            new ModelOptFourBit(),
            new ScaledCodes(),
            new QuantoWeights(),
            new TorchAoWeights(),
            new ReshapedBlocks(),
            new NamedFormatsJson());

    /** Companions of a module that say how to compute with it, not what its weight is. */
    private static final List<String> ASIDE =
            List.of("scale_input", "input_scale", "output_scale", "comfy_quant", "weight._input_scale", "weight._output_scale");

    /** ComfyUI's mark of a whole file, until 0.3.6x. */
    private static final String MARK = "scaled_fp8";

    public LogicalTensors {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        companions = Set.copyOf(companions);
    }

    public static LogicalTensors of(Checkpoint checkpoint) {
        StoredCompanions file = StoredCompanions.of(checkpoint);
        Map<String, QuantisedWeight> weights = new LinkedHashMap<>();
        Set<String> companions = new LinkedHashSet<>();
        for (StoredTensor tensor : checkpoint.tensors().values()) {
            find(file, tensor.info()).ifPresent(weight -> {
                weights.put(tensor.info().name(), weight);
                companions.addAll(weight.companions());
                StoredCompanions.module(weight.name()).ifPresent(module ->
                        ASIDE.stream().map(end -> module + end).filter(file::has).forEach(companions::add));
            });
        }
        file.tensors().keySet().stream().filter(name -> name.equals(MARK) || name.endsWith("." + MARK)).forEach(companions::add);
        companions.removeAll(weights.keySet());
        return new LogicalTensors(weights, companions);
    }

    private static Optional<QuantisedWeight> find(StoredCompanions file, TensorInfo codes) {
        try {
            for (Scheme scheme : SCHEMES) {
                Optional<QuantisedWeight> weight = scheme.weight(file, codes);
                if (weight.isPresent()) {
                    return weight;
                }
            }
            return Optional.empty();
        } catch (CheckpointException e) {
            return Optional.of(broken(codes, e.explanation()));
        } catch (IOException e) {
            return Optional.of(broken(codes, file.reason("quantised.unreadable", codes.name(), Reason.of(e))));
        }
    }

    private static QuantisedWeight broken(TensorInfo codes, Message reason) {
        return QuantisedWeight.unreadable(codes.dtype().name(), codes, codes.shape(), Set.of(), reason);
    }

    /** True if nothing is stored as codes. */
    public boolean isPlain() {
        return weights.isEmpty() && companions.isEmpty();
    }

    /** The weight of this name, if it is stored as codes. */
    public Optional<QuantisedWeight> weight(String name) {
        QuantisedWeight own = weights.get(name);
        return own != null && own.name().equals(name)
                ? Optional.of(own)
                : weights.values().stream().filter(weight -> weight.name().equals(name)).findFirst();
    }

    /**
     * The same checkpoint with the tensors that are meant: names and shapes of the weights, F32 values that are computed when read, no
     * companions, and nothing in metadata and configuration that speaks of the codes. Closing it closes the original.
     */
    public static Checkpoint view(Checkpoint checkpoint) {
        LogicalTensors logical = of(checkpoint);
        return logical.isPlain() ? checkpoint : logical.viewed(checkpoint);
    }

    /** Those of the file, how many weights are stored as what, and of weights that cannot be read the first. */
    private List<Message> warnings(Checkpoint checkpoint) {
        List<Message> warnings = new ArrayList<>(checkpoint.warnings());
        Map<String, Long> schemes = weights.values().stream()
                .collect(Collectors.groupingBy(QuantisedWeight::scheme, LinkedHashMap::new, Collectors.counting()));
        schemes.forEach((scheme, count) ->
                warnings.add(Message.of("quantised.weights", checkpoint.path(), count, scheme, companions.size())));
        List<Message> obstacles = weights.values().stream().map(QuantisedWeight::obstacle).flatMap(Optional::stream).toList();
        if (!obstacles.isEmpty()) {
            warnings.add(Message.of("quantised.obstacles", obstacles.size(), obstacles.getFirst()));
        }
        return warnings;
    }

    private Checkpoint viewed(Checkpoint checkpoint) {
        List<StoredTensor> tensors = new ArrayList<>(checkpoint.tensors().size());
        checkpoint.tensors().forEach((name, stored) -> {
            QuantisedWeight weight = weights.get(name);
            if (weight != null) {
                TensorInfo info = new TensorInfo(weight.name(), DType.F32, weight.shape());
                tensors.add(new StoredTensor(info, new DequantisedData(weight, stored.data()), stored.location()));
            } else if (!companions.contains(name)) {
                tensors.add(stored);
            }
        });
        Map<String, String> metadata = new LinkedHashMap<>(checkpoint.metadata());
        List.of(LayerFormatJson.METADATA, ConfigJson.QUANTISATION, TorchAoWeights.NAMES).forEach(metadata::remove);
        weights.values().forEach(weight -> metadata.remove(weight.name()));
        Map<String, String> configurations = new LinkedHashMap<>(checkpoint.companions());
        configurations.replaceAll((file, text) -> file.endsWith(ConfigJson.FILE) ? ConfigJson.unquantised(text) : text);
        return new Checkpoint(
                checkpoint.path(),
                checkpoint.format(),
                checkpoint.layout(),
                tensors,
                metadata,
                configurations,
                warnings(checkpoint),
                checkpoint);
    }
}
