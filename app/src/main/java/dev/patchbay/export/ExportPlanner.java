package dev.patchbay.export;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterKey;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.LeftoverKind;
import dev.patchbay.adapter.Part;
import dev.patchbay.adapter.ScaleSource;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what an export writes: complete modules whose names diffusers can read, under their canonical names.
 *
 * @param base for warnings about modules that it lacks, and for the component of names that carry none
 */
record ExportPlanner(Checkpoint checkpoint, MappingResult mapping, Adapter adapter, Optional<BaseModel> base) {

    private static final String DEFAULT_COMPONENT = "transformer";

    ExportPlan plan(ScaleChoice choice) throws IOException {
        if (!mapping.problems().isEmpty()) {
            throw new ExportException(Message.of("export.ruleProblem", mapping.problems().getFirst().message()));
        }
        List<AdapterModule> modules = adapter.modules().stream().filter(ExportPlanner::isWritable).toList();
        refuseNothing(modules);
        refuseTwins(modules);
        boolean asMetadata = choice == ScaleChoice.METADATA;
        List<ExportTensor> tensors = new ArrayList<>(2 * modules.size());
        for (AdapterModule module : modules) {
            tensors.add(ScaleFold.fold(checkpoint, info(module, Part.DOWN), down(module).recipe().unscaled(), 1));
            double folded = asMetadata ? 1 : module.scale();
            tensors.add(ScaleFold.fold(checkpoint, info(module, Part.UP), up(module).recipe().unscaled(), folded));
        }
        ScaleReport scale = scaleReport(modules, asMetadata, tensors);
        Map<String, String> metadata = new ExportMetadata(checkpoint, mapping, scale).of(modules, this::component);
        return new ExportPlan(
                checkpoint.path(), tensors, metadata, scale, dropped(tensors), renamed(tensors), split(tensors), warnings(modules));
    }

    /** The component that a module's names will start with. */
    private String component(AdapterModule module) {
        return module.component().isEmpty()
                ? base.map(BaseModel::main).map(ModuleDictionary::component).orElse(DEFAULT_COMPONENT)
                : module.component();
    }

    private static MappedTensor down(AdapterModule module) {
        return module.down().orElseThrow();
    }

    private static MappedTensor up(AdapterModule module) {
        return module.up().orElseThrow();
    }

    /** Name and shape in the new file, dtype as stored. */
    private TensorInfo info(AdapterModule module, Part half) {
        MappedTensor tensor = half == Part.DOWN ? down(module) : up(module);
        String name = AdapterKey.canonical(component(module), DEFAULT_COMPONENT, module.module(), half);
        return new TensorInfo(name, ExportData.storedType(checkpoint, tensor.source()), tensor.info().shape());
    }

    /** False for halves without the other, and for names of SAT and kohya, which are no path through a model that diffusers knows. */
    private static boolean isWritable(AdapterModule module) {
        return module.isPair() && isReadable(module);
    }

    private static boolean isReadable(AdapterModule module) {
        return AdapterKey.parse(down(module).name()).filter(key -> !key.isSat() && !key.isFlattened()).isPresent();
    }

    private void refuseNothing(List<AdapterModule> writable) throws ExportException {
        if (adapter.modules().isEmpty()) {
            throw new ExportException(Message.of("export.noAdapter", checkpoint.path()));
        }
        if (writable.isEmpty()) {
            Optional<AdapterModule> complete = adapter.modules().stream().filter(AdapterModule::isPair).findFirst();
            throw new ExportException(complete
                    .map(module -> Message.of("export.unreadableNames", down(module).name()))
                    .orElseGet(() -> Message.of("export.onlyHalves", checkpoint.path())));
        }
    }

    private void refuseTwins(List<AdapterModule> modules) throws ExportException {
        Map<String, AdapterModule> byName = new HashMap<>();
        for (AdapterModule module : modules) {
            String name = info(module, Part.DOWN).name();
            AdapterModule other = byName.putIfAbsent(name, module);
            if (other != null) {
                throw new ExportException(Message.of("export.twoForOneName", down(other).source(), down(module).source(), name));
            }
        }
    }

    private ScaleReport scaleReport(List<AdapterModule> modules, boolean asMetadata, List<ExportTensor> tensors) {
        List<Double> values = modules.stream().map(AdapterModule::scale).distinct().sorted().toList();
        Map<ScaleSource, Long> sources = modules.stream().collect(Collectors.groupingBy(AdapterModule::scaleSource, Collectors.counting()));
        ScaleSource source = sources.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        int widened = (int) tensors.stream().filter(this::isWidened).count();
        if (values.equals(List.of(1.0))) {
            return new ScaleReport(values, source, ScaleHandling.NONE, 0);
        }
        return new ScaleReport(values, source, asMetadata ? ScaleHandling.METADATA : ScaleHandling.FOLDED, widened);
    }

    private boolean isWidened(ExportTensor tensor) {
        return tensor.info().dtype().bits() > ExportData.storedType(checkpoint, tensor.recipe().source()).bits();
    }

    private List<String> dropped(List<ExportTensor> tensors) {
        Set<String> used = tensors.stream().map(tensor -> tensor.recipe().source()).collect(Collectors.toSet());
        return checkpoint.tensors().keySet().stream().filter(name -> !used.contains(name)).toList();
    }

    private static int renamed(List<ExportTensor> tensors) {
        return (int) tensors.stream().filter(tensor -> !tensor.recipe().source().equals(tensor.info().name())).count();
    }

    /** Slices, and tensors that several new ones are made of: a split pair shares its down matrix. */
    private static int split(List<ExportTensor> tensors) {
        Map<String, Long> uses =
                tensors.stream().collect(Collectors.groupingBy(tensor -> tensor.recipe().source(), Collectors.counting()));
        return (int) tensors.stream()
                .filter(tensor -> tensor.recipe() instanceof TensorRecipe.Slice || uses.getOrDefault(tensor.recipe().source(), 0L) > 1)
                .count();
    }

    private List<Message> warnings(List<AdapterModule> written) {
        List<Message> warnings = new ArrayList<>();
        if (written.stream().anyMatch(module -> module.scaleSource() == ScaleSource.ASSUMED_ONE)) {
            warnings.add(Message.of("export.warning.scaleAssumed"));
        }
        List<AdapterModule> halves = adapter.modules().stream().filter(module -> !module.isPair()).toList();
        count("export.warning.halves", halves, AdapterModule::module).ifPresent(warnings::add);
        List<AdapterModule> foreign = adapter.modules().stream().filter(module -> module.isPair() && !isReadable(module)).toList();
        count("export.warning.unreadableNames", foreign, AdapterModule::module).ifPresent(warnings::add);
        base.ifPresent(model -> {
            List<AdapterModule> unknown =
                    written.stream().filter(module -> model.module(module.component(), module.module()).isEmpty()).toList();
            if (!unknown.isEmpty()) {
                warnings.add(Message.of("export.warning.unmatched", unknown.size(), model.name(), unknown.getFirst().module()));
            }
        });
        Set<String> halfSources = adapterSources();
        Set<String> algorithms = checkpoint.tensors().keySet().stream()
                .filter(name -> !halfSources.contains(name))
                .map(LeftoverKind::of)
                .filter(LeftoverKind::isAdapterPart)
                .map(LeftoverKind::label)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!algorithms.isEmpty()) {
            warnings.add(Message.of("export.warning.algorithm", String.join(", ", algorithms)));
        }
        return warnings;
    }

    private Set<String> adapterSources() {
        return adapter.modules().stream()
                .flatMap(module -> Stream.of(module.down(), module.up()))
                .flatMap(Optional::stream)
                .map(MappedTensor::source)
                .collect(Collectors.toSet());
    }

    private static <T> Optional<Message> count(String key, List<T> things, Function<T, String> name) {
        return things.isEmpty() ? Optional.empty() : Optional.of(Message.of(key, things.size(), name.apply(things.getFirst())));
    }
}
