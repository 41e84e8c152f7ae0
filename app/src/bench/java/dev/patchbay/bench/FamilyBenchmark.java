package dev.patchbay.bench;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.catalog.AdapterFamilies;
import dev.patchbay.basemodel.catalog.FamilyRanking;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.basemodel.catalog.ModuleSize;
import dev.patchbay.basemodel.catalog.TensorFamilies;
import dev.patchbay.basemodel.index.ArchitectureIndex;
import dev.patchbay.basemodel.index.ArchitectureIndexCodec;
import dev.patchbay.resource.Resources;
import dev.patchbay.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Which family a file is of, by the index of the catalogue, all code warm; and how long the index takes to be read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FamilyBenchmark {

    private final byte[] index = Resources.bytes(ModelCatalog.class, "kinds.bin").orElseThrow();
    private final List<ModuleSize> adapter = modules("wan2.1-t2v-14b", 400);
    private final Map<String, Shape> model = tensors(4_000);

    /** The first layers of a model, as a plain adapter of them shows them. */
    private static List<ModuleSize> modules(String name, int count) {
        return ModelCatalog.find(name).orElseThrow().main().modules().stream()
                .filter(ModuleInfo::adaptable)
                .limit(count)
                .map(module -> new ModuleSize(
                        module.name(), OptionalLong.of(module.weight().size(1)), OptionalLong.of(module.weight().size(0))))
                .toList();
    }

    /** Of whole models, one after the other. */
    private static Map<String, Shape> tensors(int count) {
        Map<String, Shape> tensors = new LinkedHashMap<>();
        for (String name : List.of("ltx-2", "stable-diffusion-xl", "qwen-image")) {
            ModelCatalog.find(name).orElseThrow().main().tensors().forEach((tensor, shape) -> {
                if (tensors.size() < count) {
                    tensors.putIfAbsent(tensor, shape);
                }
            });
        }
        if (tensors.size() < count) {
            throw new IllegalStateException("only " + tensors.size() + " tensors");
        }
        return tensors;
    }

    @Benchmark
    public ArchitectureIndex readIndex() {
        return ArchitectureIndexCodec.read(index);
    }

    @Benchmark
    public FamilyRanking adapterOf400Modules() {
        return AdapterFamilies.rank(adapter);
    }

    @Benchmark
    public FamilyRanking modelOf4000Tensors() {
        return TensorFamilies.rank(model);
    }
}
