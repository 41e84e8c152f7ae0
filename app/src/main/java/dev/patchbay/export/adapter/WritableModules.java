package dev.patchbay.export.adapter;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.basemodel.naming.ModuleLocator;
import dev.patchbay.basemodel.naming.TextEncoders;
import dev.patchbay.export.factors.BaseWeights;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.LeftOutModules;
import dev.patchbay.export.factors.LostParts;
import dev.patchbay.export.factors.RepeatedModules;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The modules of an adapter that the target program can load, and warnings about the others.
 *
 * @param modules in the order of the file; never empty
 */
record WritableModules(List<CanonicalModule> modules, List<Message> warnings) {

    private static final String DEFAULT_COMPONENT = "transformer";

    /** This container precedes the model authors' names as often as those of diffusers; the rules for a family remove it. */
    static final String COMFYUI = "diffusion_model";

    /**
     * @throws ExportException if there is nothing to write, two modules have one name, or the rules cannot be applied; the message says
     *     which
     */
    static WritableModules of(AdapterPlanner planner) throws IOException {
        Optional<ModuleLocator> base = planner.base().map(ModuleLocator::new);
        Sorting sorting = new Sorting(planner, RepeatedModules.of(planner.checkpoint(), planner.adapter(), base), base);
        planner.adapter().modules().forEach(sorting::sort);
        sorting.refuseNothing();
        sorting.keepOneComponent();
        sorting.refuseTwins();
        List<CanonicalModule> modules = planner.target().loader().hasLayersOfPeft()
                ? even(planner).of(sorting.writable)
                : List.copyOf(sorting.writable);
        return new WritableModules(modules, sorting.warnings());
    }

    private static EvenParts even(AdapterPlanner planner) {
        return new EvenParts(
                planner.checkpoint().path(),
                planner.target().title(),
                planner.weights().map(weights -> new MissingMagnitudes(planner.checkpoint(), new BaseWeights(weights))));
    }

    private static final Set<Algorithm> DIFFERENCES = Set.of(Algorithm.FULL_DIFF, Algorithm.NORM_DIFF);

    private static final Comparator<Map.Entry<String, Long>> MAIN_FIRST = Comparator
            .<Map.Entry<String, Long>>comparingInt(component -> TextEncoders.isEncoder(component.getKey()) ? 0 : 1)
            .thenComparing(Map.Entry.comparingByValue());

    private static final class Sorting {

        private final AdapterPlanner planner;
        private final AdapterEncoders encoders;
        private final RepeatedModules repeats;
        private final List<CanonicalModule> writable = new ArrayList<>();
        private final List<AdapterModule> halves = new ArrayList<>();
        private final List<AdapterModule> rankMismatch = new ArrayList<>();
        private final List<AdapterModule> foreign = new ArrayList<>();
        private final List<AdapterModule> unsupported = new ArrayList<>();
        private final Optional<BaseFit> fit;
        private final LeftOutModules leftOut;
        private final LostParts lost = new LostParts();
        private final List<CanonicalModule> elsewhere = new ArrayList<>();
        private final List<CanonicalModule> foreignNames = new ArrayList<>();
        private final List<CanonicalModule> assumed = new ArrayList<>();
        private int differences;

        Sorting(AdapterPlanner planner, RepeatedModules repeats, Optional<ModuleLocator> base) {
            this.planner = planner;
            this.repeats = repeats;
            this.encoders = planner.encoders();
            this.fit = base.map(locator -> new BaseFit(planner.base().orElseThrow(), locator));
            this.leftOut = new LeftOutModules(planner.base().map(BaseModel::name).orElse(""));
        }

        void sort(AdapterModule module) {
            if (!planner.options().wants(names(module))) {
                return;
            }
            if (repeats.contains(module)) {
                return;
            }
            if (!module.isComplete()) {
                halves.add(module);
            } else if (!module.multiplies()) {
                rankMismatch.add(module);
            } else if (!isNamed(module)) {
                foreign.add(module);
            } else {
                taken(module).ifPresentOrElse(this::write, () -> leaveOut(module));
            }
        }

        /** Differences that the program has no place for are told by what is lost, other algorithms by their names. */
        private void leaveOut(AdapterModule module) {
            if (DIFFERENCES.contains(module.algorithm())) {
                differences++;
                module.parts().forEach(lost::add);
            } else {
                unsupported.add(module);
            }
        }

        /** The module in a form that the target program takes, with its whole differences as pairs if need be. */
        private Optional<AdapterModule> taken(AdapterModule module) {
            Optional<AdapterModule> joined =
                    DifferencePairs.joined(CanonicalModule.of(module, component(module), planner.options().alpha()));
            if (joined.isPresent()) {
                return joined;
            }
            return planner.target().loader().takes(module)
                    ? Optional.of(module)
                    : DifferencePairs.of(module, weight(module)).filter(planner.target().loader()::takes);
        }

        private Optional<Shape> weight(AdapterModule module) {
            return planner.base().flatMap(base -> base.module(component(module), module.module())).map(ModuleInfo::weight);
        }

        private void write(AdapterModule module) {
            CanonicalModule whole = CanonicalModule.of(readable(module), component(module), planner.options().alpha());
            if (fit.filter(one -> one.leavesOut(whole, leftOut)).isPresent()) {
                return;
            }
            if (whole.scaleSource() == ScaleSource.ASSUMED_ONE) {
                assumed.add(whole);
            }
            writable.add(whole);
            if (module.container().equals(COMFYUI) && planner.base().isEmpty()) {
                foreignNames.add(whole);
            }
        }

        private List<String> names(AdapterModule module) {
            List<String> names = new ArrayList<>();
            CanonicalModule whole = new CanonicalModule(component(module), module, 1, ScaleSource.CHOSEN);
            module.parts().forEach((part, tensor) -> {
                names.addAll(tensor.recipe().sources());
                names.add(tensor.name());
                names.add(whole.name(part));
            });
            return names;
        }

        /** The component that a module's names will start with. */
        private String component(AdapterModule module) {
            return module.component().isEmpty()
                    ? planner.base().map(BaseModel::main).map(ModuleDictionary::component).orElse(DEFAULT_COMPONENT)
                    : module.component();
        }

        /** False for names of SAT and kohya and for ComfyUI's of text encoders, which are not module paths of diffusers. */
        private static boolean isNamed(AdapterModule module) {
            return module.piece().isEmpty()
                    && AdapterKey.parse(first(module)).map(key -> !key.isSat() && !key.isFlattened() && !key.isByKind()).orElse(true);
        }

        private static String first(AdapterModule module) {
            return module.tensors().iterator().next().name();
        }

        void refuseNothing() throws ExportException {
            if (!writable.isEmpty()) {
                return;
            }
            if (planner.adapter().modules().isEmpty()) {
                throw new ExportException(Message.of("export.noAdapter", planner.checkpoint().path()));
            }
            leftOut.refuse(planner.checkpoint().path());
            if (!foreign.isEmpty()) {
                throw new ExportException(Message.of("export.unreadableNames", first(foreign.getFirst()), planner.target().title()));
            }
            if (!unsupported.isEmpty()) {
                throw new ExportException(
                        Message.of("export.cannot.algorithmAny", planner.checkpoint().path(), planner.target().title(), algorithms()));
            }
            if (differences > 0) {
                throw new ExportException(Message.of(
                        "export.cannot.differences", planner.checkpoint().path(), lost.warning(planner.target().title()).orElseThrow()));
            }
            if (!rankMismatch.isEmpty()) {
                AdapterModule first = rankMismatch.getFirst();
                throw new ExportException(Message.of("export.onlyTorn", planner.checkpoint().path(), first.module(), shapes(first)));
            }
            throw new ExportException(
                    Message.of(halves.isEmpty() ? "export.nothingWanted" : "export.onlyHalves", planner.checkpoint().path()));
        }

        /** Shapes of the factors, without alpha and magnitude. */
        private static String shapes(AdapterModule module) {
            return module.parts().entrySet().stream()
                    .filter(part -> !part.getKey().goesWithOthers())
                    .map(part -> part.getValue().info().shape().toString())
                    .collect(Collectors.joining(" · "));
        }

        /** A PEFT folder is for one model: the denoiser, or where only text encoders are changed the one with most modules. */
        void keepOneComponent() {
            if (planner.target().loader().isForOneComponent()) {
                Map<String, Long> counts =
                        writable.stream().collect(Collectors.groupingBy(CanonicalModule::component, Collectors.counting()));
                String most = planner.base()
                        .map(model -> model.main().component())
                        .filter(counts::containsKey)
                        .orElseGet(() -> counts.entrySet().stream().max(MAIN_FIRST).orElseThrow().getKey());
                writable.stream().filter(module -> !module.component().equals(most)).forEach(elsewhere::add);
                writable.removeAll(elsewhere);
            }
        }

        void refuseTwins() throws ExportException {
            Map<String, CanonicalModule> byAddress = new HashMap<>();
            for (CanonicalModule module : writable) {
                CanonicalModule other = byAddress.putIfAbsent(module.address(), module);
                if (other != null) {
                    throw new ExportException(Message.of(
                            "export.twoForOneName", source(other), source(module),
                            module.name(module.module().parts().keySet().iterator().next())));
                }
            }
        }

        private static String source(CanonicalModule module) {
            return module.module().tensors().iterator().next().source();
        }

        private String algorithms() {
            return unsupported.stream().map(module -> module.algorithm().label()).distinct().sorted().collect(Collectors.joining(", "));
        }

        List<Message> warnings() {
            List<Message> warnings = new ArrayList<>();
            if (!assumed.isEmpty()) {
                warnings.add(assumed.size() == writable.size()
                        ? Message.of("export.warning.scaleAssumed")
                        : Message.of("export.warning.scaleAssumedOfSome", assumed.size(), assumed.getFirst().address()));
            }
            count(warnings, "export.warning.unknownNames", foreignNames, foreignNames.isEmpty() ? "" : foreignNames.getFirst().address());
            warnings.addAll(repeats.warnings());
            count(warnings, "export.warning.halves", halves, halves.isEmpty() ? "" : halves.getFirst().module());
            if (!rankMismatch.isEmpty()) {
                AdapterModule first = rankMismatch.getFirst();
                warnings.add(Message.of("export.warning.torn", rankMismatch.size(), first.module(), shapes(first)));
            }
            if (!foreign.isEmpty()) {
                warnings.add(Message.of(
                        "export.warning.unreadableNames", foreign.size(), foreign.getFirst().module(), planner.target().title()));
            }
            if (!unsupported.isEmpty()) {
                warnings.add(Message.of(
                        "export.warning.unsupported",
                        unsupported.size(),
                        unsupported.getFirst().module(),
                        planner.target().title(),
                        algorithms()));
            }
            if (!elsewhere.isEmpty()) {
                CanonicalModule first = elsewhere.getFirst();
                warnings.add(Message.of("export.warning.otherComponent", elsewhere.size(), first.address(), first.component()));
            }
            lost.warning(planner.target().title()).ifPresent(warnings::add);
            warnings.addAll(leftOut.warnings());
            return warnings;
        }

        private static void count(List<Message> warnings, String key, Collection<?> things, String example) {
            if (!things.isEmpty()) {
                warnings.add(Message.of(key, things.size(), example));
            }
        }

        /** The module without the parts that the target program does not read. */
        private AdapterModule readable(AdapterModule module) {
            Map<Part, MappedTensor> kept = new EnumMap<>(Part.class);
            module.parts().forEach((part, tensor) -> {
                if (part == Part.ALPHA || planner.target().loader().takes(module, part)) {
                    kept.put(part, tensor);
                } else {
                    lost.add(part, tensor);
                }
            });
            return new AdapterModule(
                    module.container(),
                    module.component(),
                    encoders.name(component(module), module.module()),
                    module.piece(),
                    module.algorithm(),
                    kept,
                    module.rank(),
                    module.declaredAlpha(),
                    module.scale(),
                    module.scaleSource());
        }
    }
}
