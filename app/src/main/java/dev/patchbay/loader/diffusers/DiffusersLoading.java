package dev.patchbay.loader.diffusers;

import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.DeclaredConfig;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.loader.peft.LayerModel;
import dev.patchbay.loader.peft.PeftAlphas;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code pipe.load_lora_weights}: what becomes of the tensors of one file.
 *
 * @param known false if diffusers' loader for the model is not known
 * @param stop what it stops with; empty if it loads
 * @param empty true if it does so only when the model is moved: room was made, and nothing was filled in
 * @param loaded names of the tensors of the file that found a place, alphas that count among them
 * @param scales what PEFT multiplies the product of a pair with, by the names of matrices A in the file
 * @param folded true if alphas were multiplied into the matrices before that
 */
public record DiffusersLoading(
        boolean known, Optional<Message> stop, boolean empty, Set<String> loaded, Map<String, Double> scales, boolean folded) {

    private static final String LOST = "text_model.";
    private static final String ALPHA = ".alpha";
    private static final Pattern RANKED = Pattern.compile("\\.(?:[qkv]_proj|out_proj|fc[12])$");

    /** With the line of transformers that was tried. */
    public static DiffusersLoading of(AdapterFit fit, Collection<MappedTensor> tensors) {
        return of(fit, tensors, TransformersLine.FIVE);
    }

    /** @param tensors all that the loader is given, with the declarations of the file if it is the file itself */
    public static DiffusersLoading of(AdapterFit fit, Collection<MappedTensor> tensors, TransformersLine line) {
        BaseModel base = fit.base();
        Optional<Mixin> mixin = MixinJson.find(base.name(), base.family());
        if (mixin.isEmpty()) {
            return new DiffusersLoading(false, Optional.empty(), false, Set.of(), Map.of(), false);
        }
        StateDict file = file(tensors);
        Optional<Declarations> declarations = Optional.of(fit.declarations()).filter(found -> fit.isFileAsItIs());
        try {
            return load(base, mixin.get(), file, declarations, line, alphas(fit));
        } catch (LoaderStop stop) {
            return new DiffusersLoading(true, Optional.of(stop.said()), stop.isEmptyRoom(), Set.of(), Map.of(), false);
        }
    }

    /** True if text encoders are loaded beside the denoiser, by transformers. */
    public static boolean hasEncoders(BaseModel base) {
        return MixinJson.find(base.name(), base.family()).filter(mixin -> !mixin.encoders().isEmpty()).isPresent();
    }

    /** Names that come through the converters and that the loader refuses for want of “lora” in them. */
    public static List<String> refused(BaseModel base, Collection<MappedTensor> tensors) {
        Optional<Mixin> mixin = MixinJson.find(base.name(), base.family());
        try {
            return mixin.isEmpty() ? List.of() : LoraStateDict.of(mixin.get(), file(tensors)).refused(mixin.get());
        } catch (LoaderStop stop) {
            return List.of();
        }
    }

    private static Map<String, Double> alphas(AdapterFit fit) {
        Map<String, Double> alphas = new HashMap<>();
        fit.adapter().modules().forEach(module -> module.part(Part.ALPHA).ifPresent(
                tensor -> module.declaredAlpha().ifPresent(alpha -> alphas.put(tensor.name(), alpha.value()))));
        return alphas;
    }

    private static StateDict file(Collection<MappedTensor> tensors) {
        StateDict file = new StateDict();
        tensors.forEach(tensor -> file.put(tensor.name(), new Held(tensor.info().shape(), Set.of(tensor.name()))));
        return file;
    }

    private static DiffusersLoading load(
            BaseModel base,
            Mixin mixin,
            StateDict file,
            Optional<Declarations> declarations,
            TransformersLine line,
            Map<String, Double> alphas)
            throws LoaderStop {
        LoraStateDict read = LoraStateDict.of(mixin, file);
        read.guard(mixin);
        if (!read.alphas().isEmpty() && declarations.map(Declarations::hasMetadata).orElse(false)) {
            throw new LoaderStop(Message.of(
                    "inspection.diffusers.stops", "ValueError: Both `network_alphas` and `metadata` cannot be specified."));
        }
        Set<String> filled = new HashSet<>();
        List<ComponentLoading.Loaded> components = new ArrayList<>();
        for (String component : mixin.components()) {
            StateDict names = read.tensors().under(component + ".");
            Optional<TransformersLine> encoder = Optional.of(line).filter(any -> mixin.encoders().contains(component));
            Optional<LayerModel> model = base.component(component).map(dictionary -> new LayerModel(
                    base.family(), dictionary, mixin.unprefixed().contains(component) ? line.naming(dictionary) : name -> name));
            if (mixin.expands() && encoder.isEmpty() && model.isPresent()) {
                filled.addAll(norms(model.get(), names));
                Widening.apply(model.get(), names);
            }
            if (mixin.zeros().isPresent() && model.isPresent()) {
                Widening.addZeros(model.get(), names, mixin.zeros().get());
            }
            if (!names.isEmpty()) {
                PeftAlphas said = read.alphas().of(component, encoder.isPresent(), name -> alphas.getOrDefault(name, Double.NaN));
                components.add(component(component, model, names, encoder, declarations, said));
            }
        }
        components.forEach(loaded -> filled.addAll(loaded.filled()));
        stopIfEmpty(filled, components);
        if (!read.alphas().isEmpty()) {
            file.names().stream().filter(name -> name.endsWith(ALPHA)).forEach(filled::add);
        }
        Map<String, Double> scales = new HashMap<>();
        components.forEach(loaded -> scales.putAll(loaded.scales()));
        return new DiffusersLoading(true, Optional.empty(), false, filled, scales, read.alphas().isEmpty());
    }

    /**
     * Room that stayed empty stops the model later, unless it has values. Where nothing was filled in, though all names end as PEFT's pairs
     * do, the file is one that loads and does nothing.
     */
    private static void stopIfEmpty(Set<String> filled, List<ComponentLoading.Loaded> components) throws LoaderStop {
        Optional<Message> later = components.stream()
                .filter(ComponentLoading.Loaded::stopsLater)
                .map(loaded -> loaded.empty().getFirst())
                .findFirst();
        Optional<Message> any = components.stream().flatMap(loaded -> loaded.empty().stream()).findFirst();
        if (filled.isEmpty() && any.isPresent() && (later.isEmpty() || components.stream().allMatch(ComponentLoading.Loaded::readable))) {
            throw LoaderStop.emptyRoom(later.orElse(any.get()));
        }
        if (later.isPresent()) {
            throw new LoaderStop(later.get());
        }
    }

    /** A model that is not known keeps nothing back: its tensors are taken for loaded. */
    private static ComponentLoading.Loaded component(
            String component,
            Optional<LayerModel> model,
            StateDict names,
            Optional<TransformersLine> encoder,
            Optional<Declarations> declarations,
            PeftAlphas alphas)
            throws LoaderStop {
        if (encoder.isPresent()) {
            TextEncoderNames.convert(names);
        } else if (!names.names().getFirst().contains("lora_A")) {
            UnetNames.convert(names);
        }
        Optional<DeclaredConfig> declared = declared(component, declarations);
        Map<String, Long> ranks = ComponentLoading.ranks(names);
        if (model.isEmpty()) {
            Set<String> all = new HashSet<>();
            names.tensors().values().forEach(tensor -> all.addAll(tensor.from()));
            return new ComponentLoading.Loaded(all, List.of(), true, true, Map.of());
        }
        if (encoder.isPresent()) {
            encoderRanks(component, model.get(), names, ranks, declared);
        }
        return new ComponentLoading(component, model.get(), names, declared, encoder, alphas).load(ranks);
    }

    /** Only projections of attention and layers of the encoder's own count; where the names are another line's, there is none. */
    private static void encoderRanks(
            String component, LayerModel model, StateDict names, Map<String, Long> ranks, Optional<DeclaredConfig> declared)
            throws LoaderStop {
        boolean any = !ranks.isEmpty();
        ranks.keySet().removeIf(module -> !model.has(module) || !RANKED.matcher(module).find());
        boolean wrapped = names.names().stream().anyMatch(name -> name.startsWith(LOST));
        boolean own = model.all().anyMatch(name -> name.startsWith(LOST));
        if (any && ranks.isEmpty() && declared.isEmpty() && wrapped != own) {
            throw new LoaderStop(Message.of(own ? "inspection.diffusers.noTextModel" : "inspection.diffusers.textModel", component));
        }
    }

    private static Optional<DeclaredConfig> declared(String component, Optional<Declarations> declarations) throws LoaderStop {
        if (declarations.isEmpty() || !declarations.get().hasMetadata()) {
            return Optional.empty();
        }
        Optional<DeclaredConfig> declared = declarations.get().metadata(component);
        if (declared.isEmpty()) {
            throw new LoaderStop(Message.of("inspection.verdict.metadata", component));
        }
        if (declared.get().targets().isEmpty()) {
            throw new LoaderStop(Message.of("inspection.verdict.metadataTargets", component));
        }
        return declared;
    }

    /** Norms of a control adapter become the model's own; they are taken out of the names. */
    private static Set<String> norms(LayerModel model, StateDict names) {
        Set<String> loaded = new HashSet<>();
        List<String> norms = names.names().stream().filter(LoraStateDict::isNorm).toList();
        norms.stream().filter(model::hasTensor).forEach(name -> loaded.addAll(names.tensor(name).from()));
        names.removeIf(norms::contains);
        return loaded;
    }
}
