package dev.patchbay.export.adapter;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.export.factors.Arrival;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.export.factors.RealScales;
import dev.patchbay.export.factors.RealValues;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.export.factors.WrittenModule;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ProgramNames;
import dev.patchbay.loader.ScaleWriting;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.recipe.RecipeData;
import dev.patchbay.mapping.recipe.TensorRecipe;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import dev.patchbay.part.Spelling;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.TensorInfo;
import dev.patchbay.tensor.data.ComputedData;
import dev.patchbay.tensor.data.ReshapedData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what an export of an adapter writes: the complete modules for which the target program has a name and an algorithm.
 *
 * @param base gives the family and the component of names that have none; modules that it lacks, or has in other sizes, are left out
 * @param weights of the base, from which missing magnitudes follow; must stay open while values are read
 */
public record AdapterPlanner(
        Checkpoint checkpoint,
        MappingResult mapping,
        Adapter adapter,
        Optional<BaseModel> base,
        Optional<Checkpoint> weights,
        Optional<Untouched> untouched,
        Program target,
        ExportOptions options) {

    /** The text encoders whose modules the adapter may have. */
    AdapterEncoders encoders() {
        return AdapterEncoders.of(base, adapter.modules(), target.loader().clip(options.clip()));
    }

    public ExportPlan plan() throws IOException {
        Content content = content();
        RealValues.demand(checkpoint, content.tensors());
        TargetModules targets = content.targets();
        List<Message> warnings = new ArrayList<>(content.warnings());
        if (!targets.unnamed().isEmpty()) {
            warnings.add(Message.of(
                    "export.warning.unnamed", targets.unnamed().size(), target.title(), targets.unnamed().getFirst().address()));
        }
        if (!targets.absent().isEmpty()) {
            warnings.add(Message.of(
                    "export.warning.absentParts", target.title(), targets.absent().size(), targets.absent().getFirst().address()));
        }
        targets.apart().warning(target.title()).ifPresent(warnings::add);
        targets.lost().warning(target.title()).ifPresent(warnings::add);
        List<CanonicalModule> written = content.written();
        List<String> usedAlphas = usedAlphas(written);
        arrivals().flatMap(one -> one.warning(written)).ifPresent(warnings::add);
        return new ExportPlan(
                checkpoint.path(),
                target,
                content.tensors(),
                new ExportMetadata(checkpoint, mapping.rules(), target, options).ofAdapter(written, content.scale(), content.tensors()),
                target.loader().companions(written),
                Optional.of(content.scale()),
                targets.modules().stream().map(this::written).toList(),
                dropped(content.tensors(), usedAlphas),
                usedAlphas,
                (int) content.tensors().stream().filter(AdapterPlanner::isRenamed).count(),
                split(content.tensors()),
                new ScaleFold(options.dtype()).tolerance(options.dtype().orElse(DType.F32)),
                options.shardBytes(),
                encoders().chosen(written.stream().map(CanonicalModule::component).collect(Collectors.toSet())),
                content.arrival(),
                warnings);
    }

    /**
     * The file that {@link #plan} would write, as far as loaders look at it. Values are computed when read; the source is not hashed.
     *
     * @throws ExportException as {@link #plan}
     */
    public Outline outline() throws IOException {
        Content content = content();
        Map<String, String> companions = target.loader().companions(content.written());
        return new Outline(content.arrival(), new Checkpoint(
                checkpoint.path(),
                CheckpointFormat.SAFETENSORS,
                companions.isEmpty() ? CheckpointLayout.SINGLE_FILE : CheckpointLayout.PEFT_FOLDER,
                content.tensors().stream().map(tensor -> new StoredTensor(tensor.info(), tensor.values(), "")).toList(),
                new ExportMetadata(checkpoint, mapping.rules(), target, options).forLoaders(content.written(), content.scale()),
                companions,
                List.of(),
                () -> {}));
    }

    /**
     * A file that is not written.
     *
     * @param arrival of the adapter's modules in the base; empty without one
     */
    public record Outline(Optional<Arrival> arrival, Checkpoint file) {}

    /**
     * What goes into the file.
     *
     * @param written modules of the adapter for which the program has a name
     * @param tensors in the order in which they are written
     * @param arrival in the base, if there is one
     * @param warnings about modules that are left out
     */
    private record Content(
            TargetModules targets, List<CanonicalModule> written, List<ExportTensor> tensors, ScaleReport scale, Optional<Arrival> arrival,
            List<Message> warnings) {}

    private Content content() throws IOException {
        WritableModules writable = writable();
        TargetModules targets = targets(writable);
        List<CanonicalModule> written = writable.modules().stream().filter(module -> !targets.leavesOut(module)).toList();
        ScaleWriting scales = target.loader().scale(options.scale());
        List<ExportTensor> tensors = tensors(targets, scales);
        RealValues.demand(checkpoint.path(), tensors, untouched.map(Untouched::notFinite).orElse(Set.of()));
        Optional<Arrivals> arrivals = arrivals();
        Optional<Arrival> arrival = arrivals.isPresent() ? Optional.of(arrivals.get().of(written)) : Optional.empty();
        return new Content(targets, written, tensors, ScaleReport.of(scales, written, tensors), arrival, writable.warnings());
    }

    private Optional<Arrivals> arrivals() {
        return base.map(model -> new Arrivals(this, model, new BaseFit(model, new ModuleLocator(model))));
    }

    /**
     * How many tensors {@link #plan} lists. Reads no values but the down matrices of layers that are fused, to see whether they are equal.
     *
     * @throws ExportException as {@link #plan}
     */
    public int count() throws IOException {
        return content().tensors().size();
    }

    private static boolean hasAlpha(ScaleWriting scales, TargetModule module) {
        return scales == ScaleWriting.ALPHA_TENSOR && module.rank() > 0;
    }

    private WritableModules writable() throws IOException {
        WritableModules writable = WritableModules.of(this);
        for (CanonicalModule module : writable.modules()) {
            RealScales.demand(checkpoint.path(), module.module(), module.scale());
        }
        return new WritableModules(
                new EvenBiases(names(writable.modules()).getFirst().rules()).of(writable.modules()), writable.warnings());
    }

    private TargetModules targets(WritableModules writable) throws IOException {
        TargetModules targets = targets(writable.modules(), names(writable.modules()));
        if (targets.written().isEmpty()) {
            targets.apart().refuse(target.title());
            throw new ExportException(Message.of(
                    "export.cannot.nameAny", checkpoint.path(), target.title(), writable.modules().getFirst().address()));
        }
        return targets;
    }

    /** @throws ExportException if the modules are of several families alike and the program's names for them differ */
    private TargetModules targets(List<CanonicalModule> modules, List<ProgramNames> names) throws IOException {
        TargetModules first = TargetModules.of(checkpoint, modules, names.getFirst(), base);
        for (ProgramNames other : names.subList(1, names.size())) {
            boolean alike = modules.stream()
                    .allMatch(module -> other.isLike(names.getFirst(), module.component(), module.module().module()));
            if (!alike && !TargetModules.of(checkpoint, modules, other, base).isLike(first)) {
                throw new ExportException(Message.of(
                        "export.cannot.severalFamilies",
                        checkpoint.path(),
                        target.title(),
                        names.stream().map(ProgramNames::family).collect(Collectors.joining(", "))));
            }
        }
        return first;
    }

    /** How the program names modules of the base's family, or of each family that the modules may be of; at least one. */
    private List<ProgramNames> names(List<CanonicalModule> modules) throws ExportException {
        Set<String> families = new AdapterFamily(base, mapping.rules()).of(modules, target.loader());
        List<ProgramNames> names = families.stream().map(target.loader()::names).flatMap(Optional::stream).toList();
        boolean unknown = families.contains(AdapterFamily.UNKNOWN);
        List<ProgramNames> possible = names.isEmpty() && unknown ? GenericNames.of(target, modules, base).stream().toList() : names;
        if (possible.isEmpty()) {
            String key = !unknown ? "export.cannot.family"
                    : base.isPresent() ? "export.cannot.unknownFamilyOfBase" : "export.cannot.unknownFamily";
            String model = unknown ? base.map(BaseModel::name).orElse("") : String.join(", ", families);
            throw new ExportException(Message.of(key, checkpoint.path(), target.title(), model));
        }
        return possible.stream().map(known -> known.with(encoders().known())).toList();
    }

    private List<ExportTensor> tensors(TargetModules targets, ScaleWriting scales) throws IOException {
        ScaleFold fold = new ScaleFold(options.dtype());
        Map<String, ExportTensor> tensors = new LinkedHashMap<>();
        for (TargetModule module : targets.modules()) {
            for (Map.Entry<Part, MappedTensor> part : module.parts().entrySet()) {
                String name = target.loader().tensor(module.module(), part.getKey());
                List<String> sources = List.copyOf(part.getValue().sources());
                TensorData before = shaped(module, part.getKey(), data(part.getValue()));
                double factor = scales.factor(part.getKey(), module.first().scale(), module.rank());
                ExportTensor other = tensors.put(name, fold.fold(name, before, sources, factor));
                if (other != null) {
                    throw new ExportException(
                            Message.of("export.twoForOneName", other.sources().getFirst(), sources.getFirst(), name));
                }
            }
            if (hasAlpha(scales, module)) {
                String name = Spelling.ALPHA.name(module.module(), Part.ALPHA);
                tensors.put(name, alpha(name, module.first().scale() * module.rank()));
            }
        }
        return List.copyOf(tensors.values());
    }

    private WrittenModule written(TargetModule module) {
        Map<Part, String> names = new EnumMap<>(Part.class);
        module.parts().keySet().forEach(part -> names.put(part, target.loader().tensor(module.module(), part)));
        return new WrittenModule(module.module(), module.first().module().algorithm(), module.first().scale(), names);
    }

    private TensorData data(MappedTensor tensor) {
        return tensor.recipe() instanceof TensorRecipe.Stored(String stored)
                ? checkpoint.tensor(stored).map(StoredTensor::data).orElseThrow()
                : new RecipeData(checkpoint, tensor.recipe(), tensor.info());
    }

    private TensorData shaped(TargetModule module, Part part, TensorData data) {
        Shape shape = switch (part) {
            case MAGNITUDE -> magnitude(module, data.shape());
            case DOWN, UP -> layers(module).of(part, data.shape());
            default -> data.shape();
        };
        return shape.equals(data.shape()) ? data : new ReshapedData(data, shape);
    }

    private Shape magnitude(TargetModule module, Shape stored) {
        Shape own = stored.dimensions() <= 2 ? target.loader().magnitude(stored) : stored;
        return target.loader().hasLayersOfPeft() ? layers(module).magnitude(own) : own;
    }

    /** The base's layers that the module changes; none if the base lacks one. */
    private LayerShape layers(TargetModule module) {
        List<Shape> weights = module.from().stream()
                .map(one -> base.flatMap(model -> model.module(one.component(), one.module().module())))
                .flatMap(Optional::stream)
                .map(ModuleInfo::weight)
                .toList();
        return new LayerShape(weights.size() == module.from().size() ? weights : List.of());
    }

    private static ExportTensor alpha(String name, double value) {
        TensorData data = ComputedData.scalar((float) value);
        return new ExportTensor(new TensorInfo(name, DType.F32, Shape.SCALAR), data, 1, List.of());
    }

    private static List<String> usedAlphas(List<CanonicalModule> written) {
        return written.stream()
                .map(CanonicalModule::module)
                .filter(module -> module.scaleSource() == ScaleSource.ALPHA_TENSOR)
                .map(module -> module.part(Part.ALPHA))
                .flatMap(Optional::stream)
                .map(MappedTensor::source)
                .distinct()
                .toList();
    }

    private List<String> dropped(List<ExportTensor> tensors, List<String> usedAlphas) {
        Set<String> used = new HashSet<>(usedAlphas);
        tensors.forEach(tensor -> used.addAll(tensor.sources()));
        return checkpoint.tensors().keySet().stream().filter(name -> !used.contains(name)).toList();
    }

    private static boolean isRenamed(ExportTensor tensor) {
        return !tensor.sources().isEmpty() && !tensor.sources().contains(tensor.info().name());
    }

    /**
     * Number of tensors that are a slice of a stored one, or made of a stored one that others use too: the pieces of a split pair share A.
     */
    private int split(List<ExportTensor> tensors) {
        Map<String, Long> uses =
                tensors.stream().flatMap(tensor -> tensor.sources().stream())
                        .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        return (int) tensors.stream().filter(tensor -> isPart(tensor, uses)).count();
    }

    private boolean isPart(ExportTensor tensor, Map<String, Long> uses) {
        return tensor.sources().size() == 1
                && (uses.getOrDefault(tensor.sources().getFirst(), 0L) > 1
                        || tensor.info().shape().elements()
                                < checkpoint.tensor(tensor.sources().getFirst()).orElseThrow().info().shape().elements());
    }
}
