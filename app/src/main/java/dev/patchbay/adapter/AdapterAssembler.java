package dev.patchbay.adapter;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the tensors of a mapping result together to an adapter. */
public final class AdapterAssembler {

    private final Checkpoint checkpoint;
    private final MappingResult mapping;
    private final Declarations declarations;
    private final ScaleResolver scales;
    private final Map<String, Pair> pairs = new LinkedHashMap<>();
    private final Map<String, MappedTensor> alphas = new HashMap<>();
    private final Set<MappedTensor> others = new HashSet<>();
    private final List<AdapterKey> keys = new ArrayList<>();

    private AdapterAssembler(Checkpoint checkpoint, MappingResult mapping, OptionalDouble chosenScale) {
        this.checkpoint = checkpoint;
        this.mapping = mapping;
        this.declarations = Declarations.of(checkpoint);
        this.scales = new ScaleResolver(checkpoint, declarations, mapping, chosenScale);
    }

    /**
     * @param checkpoint where scales may be written: alpha tensors, metadata, {@code adapter_config.json}; and whose names tell SAT's 1 /
     * rank
     * @param chosenScale absolute factor of B·A that overrides all of them
     * @throws IOException if an alpha tensor cannot be read
     */
    public static Adapter assemble(Checkpoint checkpoint, MappingResult mapping, OptionalDouble chosenScale) throws IOException {
        return new AdapterAssembler(checkpoint, mapping, chosenScale).assemble();
    }

    private Adapter assemble() throws IOException {
        mapping.tensors().forEach(this::sort);
        List<AdapterModule> modules = new ArrayList<>(pairs.size());
        Set<String> usedAlphas = new HashSet<>();
        for (Map.Entry<String, Pair> entry : pairs.entrySet()) {
            Pair pair = entry.getValue();
            Optional<StoredTensor> alpha = Optional.ofNullable(alphas.get(entry.getKey())).flatMap(one -> checkpoint.tensor(one.source()));
            ScaleResolver.Scale scale = scales.scale(pair.key, pair.halves(), pair.rank(), alpha);
            scale.alpha().ifPresent(usedAlphas::add);
            modules.add(pair.module(scale));
        }
        alphas.values().stream().filter(alpha -> !usedAlphas.contains(alpha.source())).forEach(others::add);
        List<MappedTensor> leftovers = mapping.tensors().stream().filter(others::contains).toList();
        return new Adapter(modules, leftovers, ConventionFinder.find(keys, alphaAxis(usedAlphas)));
    }

    private void sort(MappedTensor tensor) {
        Optional<AdapterKey> key = AdapterKey.parse(tensor.name());
        boolean taken = key.isPresent() && switch (key.get().half()) {
            case ALPHA -> alphas.putIfAbsent(key.get().identity(), tensor) == null;
            case DOWN, UP -> take(key.get(), tensor);
        };
        if (!taken) {
            others.add(tensor);
        }
    }

    /** False if the half is there already: two adapters in one file, of which the first counts. */
    private boolean take(AdapterKey key, MappedTensor tensor) {
        boolean taken = pairs.computeIfAbsent(key.identity(), identity -> new Pair(key)).take(key.half(), tensor);
        if (taken) {
            keys.add(key);
        }
        return taken;
    }

    private String alphaAxis(Set<String> usedAlphas) {
        if (!usedAlphas.isEmpty()) {
            return "tensor";
        }
        return keys.stream()
                .map(key -> declarations.forComponent(key.component()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(declared -> declared.source() == ScaleSource.METADATA ? "metadata" : "config")
                .orElse("none");
    }

    /** The two halves of a module while they are found. */
    private static final class Pair {

        private final AdapterKey key;
        private @Nullable MappedTensor down;
        private @Nullable MappedTensor up;

        Pair(AdapterKey key) {
            this.key = key;
        }

        boolean take(Half half, MappedTensor tensor) {
            if (half == Half.DOWN && down == null) {
                down = tensor;
                return true;
            }
            if (half == Half.UP && up == null) {
                up = tensor;
                return true;
            }
            return false;
        }

        List<MappedTensor> halves() {
            return Stream.of(Optional.ofNullable(down), Optional.ofNullable(up)).flatMap(Optional::stream).toList();
        }

        /** Rows of down, or else columns of up; 0 for a shape that is no matrix. */
        long rank() {
            if (down != null) {
                return size(down.info().shape(), 0);
            }
            return up == null ? 0 : size(up.info().shape(), 1);
        }

        private static long size(Shape shape, int dimension) {
            return shape.dimensions() > dimension ? shape.size(dimension) : 0;
        }

        AdapterModule module(ScaleResolver.Scale scale) {
            return new AdapterModule(
                    key.container(),
                    key.component(),
                    key.module(),
                    Algorithm.LORA,
                    Optional.ofNullable(down),
                    Optional.ofNullable(up),
                    rank(),
                    scale.value(),
                    scale.source());
        }
    }
}
