package dev.patchbay.loader;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.inspection.fit.Modules;
import dev.patchbay.loader.Verdict.Outcome;
import dev.patchbay.loader.comfy.ComfyLoading;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.AdapterKey;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ComfyUI's node “Load LoRA” does, as {@link ComfyLoading} finds it. What it does not find is logged as “lora key not loaded”, what
 * does not fit as “ERROR lora …”, and the run goes on.
 *
 * @see <a href="https://github.com/comfyanonymous/ComfyUI/blob/master/comfy/lora.py">{@code load_lora}</a>
 */
final class ComfyVerdict {

    /** Parts without which a module still does what its other parts say. */
    private static final Set<Part> BESIDE =
            EnumSet.of(Part.ALPHA, Part.MAGNITUDE, Part.UP_BIAS, Part.DIFF_BIAS, Part.RESCALE, Part.RESHAPE_WEIGHT);
    private static final Set<Algorithm> DIFFERENCES = EnumSet.of(Algorithm.FULL_DIFF, Algorithm.NORM_DIFF);

    private final List<ModuleFit> fits;
    private final ComfyLoading loading;
    private final String base;
    private final List<MappedTensor> unplaced;
    private final Set<String> names;
    /** Layers of halves that are not read, so that a bias beside them is not what the module does; a weight's difference is. */
    private final Set<List<String>> torn;

    private ComfyVerdict(AdapterFit context) {
        this.fits = context.fits();
        this.loading = loading(context);
        this.base = context.base().name();
        this.unplaced = context.unplaced();
        this.names = tensors(context).keySet();
        this.torn = unplaced.stream().flatMap(tensor -> AdapterKey.parseAny(tensor.name()).stream())
                .filter(AdapterKey::isHalf)
                .map(key -> List.of(key.container(), key.component(), key.module()))
                .collect(Collectors.toSet());
    }

    static Verdict of(AdapterFit context) {
        return new ComfyVerdict(context).judge();
    }

    static ComfyLoading loading(AdapterFit context) {
        return ComfyLoading.of(context.base(), tensors(context));
    }

    /** All tensors of the file; with rules those that an export writes. */
    private static Map<String, Shape> tensors(AdapterFit context) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        List<MappedTensor> tensors = context.isFileAsItIs()
                ? context.mapping().tensors()
                : context.fits().stream().flatMap(ComfyVerdict::tensors).toList();
        tensors.forEach(tensor -> shapes.put(tensor.name(), tensor.info().shape()));
        return shapes;
    }

    private Verdict judge() {
        if (loading.version().isEmpty()) {
            return verdict(Outcome.UNKNOWN, List.of(), Message.of("inspection.verdict.unknown", Program.COMFYUI.title(), base));
        }
        return loading.stop().map(message -> verdict(Outcome.RAISES, List.of(), message)).orElseGet(this::loaded);
    }

    private Verdict loaded() {
        List<ModuleFit> acting = fits.stream().filter(this::acts).toList();
        List<MappedTensor> lost = Stream.concat(acting.stream().flatMap(ComfyVerdict::tensors).filter(this::isLost), unread()).toList();
        if (!acting.isEmpty() && acting.size() == fits.size()) {
            return lost.isEmpty() ? all() : verdict(Outcome.PARTIAL, acting, some(acting.size(), lost.getFirst()));
        }
        Message reason = reason(acting).or(this::stray).orElseGet(() -> Message.of("inspection.comfy.nothing"));
        Outcome outcome = acting.isEmpty() ? Outcome.IGNORED : Outcome.PARTIAL;
        return verdict(outcome, acting, Message.of("inspection.comfy.some", acting.size(), fits.size(), reason));
    }

    /** Parts of adapters that make up no module. */
    private Stream<MappedTensor> unread() {
        return unplaced.stream().filter(tensor -> !loading.read().contains(tensor.name()));
    }

    private Verdict all() {
        Message message = Message.of("inspection.loads.all", Program.COMFYUI.title(), Modules.count(fits));
        return verdict(Outcome.APPLIES, fits, message);
    }

    private Message some(int applied, MappedTensor lost) {
        return Message.of("inspection.comfy.lost", applied, fits.size(), lost.name());
    }

    /** Of the modules that do nothing, what does not fit is said before what is not found. */
    private Optional<Message> reason(List<ModuleFit> acting) {
        List<MappedTensor> idle = fits.stream().filter(fit -> !acting.contains(fit)).flatMap(fit -> fit.parts().stream()).toList();
        return idle.stream()
                .map(part -> Optional.ofNullable(loading.log().get(part.name())))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> idle.stream().findFirst().map(part -> Message.of("inspection.comfy.notLoaded", part.name())));
    }

    /** Every name that is not read is logged, also where none is of a module. */
    private Optional<Message> stray() {
        return names.stream()
                .filter(name -> !loading.read().contains(name))
                .findFirst()
                .map(name -> Message.of("inspection.comfy.notLoaded", name));
    }

    private boolean acts(ModuleFit fit) {
        if (fit.module().part(Part.DIFF).filter(this::applies).isPresent()) {
            return true;
        }
        if (DIFFERENCES.contains(fit.module().algorithm())) {
            return !torn.contains(layer(fit.module())) && fit.parts().stream().anyMatch(this::applies);
        }
        List<MappedTensor> needed = fit.module().parts().entrySet().stream()
                // Of a pair and a difference of one weight the one that is looked up last takes the other's place.
                .filter(part -> !BESIDE.contains(part.getKey()) && part.getKey() != Part.DIFF)
                .map(Map.Entry::getValue)
                .toList();
        return !needed.isEmpty() && needed.stream().allMatch(this::applies);
    }

    private static List<String> layer(AdapterModule module) {
        return List.of(module.container(), module.component(), module.module());
    }

    private static Stream<MappedTensor> tensors(ModuleFit fit) {
        return fit.module().tensors().stream();
    }

    /** What ComfyUI reads of an alpha, it uses as its algorithm does, if at all. */
    private boolean isLost(MappedTensor part) {
        return !applies(part) && !(loading.read().contains(part.name()) && !loading.log().containsKey(part.name()));
    }

    private boolean applies(MappedTensor part) {
        return loading.applied().contains(part.name());
    }

    private Verdict verdict(Outcome outcome, List<ModuleFit> acting, Message message) {
        String tried = Program.COMFYUI.loader().version();
        String version = loading.version().orElse(tried);
        Message said = version.equals(tried) ? message : Message.of("inspection.comfy.read", message, version);
        Message whole = outcome == Outcome.APPLIES
                ? said
                : loading.newer().map(newer -> Message.of("inspection.comfy.newer", said, tried, newer)).orElse(said);
        return new Verdict(Program.COMFYUI, version, outcome, Modules.of(acting), fits.size(), whole);
    }
}
