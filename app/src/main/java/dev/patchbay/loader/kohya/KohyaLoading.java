package dev.patchbay.loader.kohya;

import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.part.Part;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorInfo;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One file in the hands of the program of kohya's that reads the base's family: where it stops, or which modules take effect.
 *
 * <p>The steps are the program's own: names are renamed where it does so; the network is built of those {@code lora_down} whose names it
 * has, each of which needs an alpha in most networks; then the tensors are filled in, or added to the weights. Alpha is only read from
 * tensors, and no network has magnitudes.
 */
public final class KohyaLoading {

    /** What neither program has a place for. */
    private static final Set<Part> BESIDE = EnumSet.of(Part.UP_BIAS, Part.DIFF, Part.DIFF_BIAS, Part.SET_WEIGHT, Part.RESHAPE_WEIGHT);

    private static final Pattern CUT = Pattern.compile("\\.lora_(?:down|up)$");

    private final KohyaNetwork network;
    private final KohyaNames names;
    private final List<ModuleFit> fits;
    private final List<MappedTensor> tensors;
    /** Modules whose halves lack the end of their names. */
    private final List<ModuleFit> cut;

    private KohyaLoading(KohyaNetwork network, AdapterFit context) {
        this.network = network;
        this.fits = context.fits();
        this.tensors = context.isFileAsItIs()
                ? context.mapping().tensors()
                : fits.stream().flatMap(fit -> fit.module().tensors().stream()).toList();
        this.cut = network.way() == KohyaWay.MERGED ? cut(context, tensors) : List.of();
        List<String> stored = tensors.stream().map(MappedTensor::name).toList();
        this.names = KohyaNames.of(network, context.locator().nativeNames(), stored);
    }

    /** Empty if neither sd-scripts nor musubi-tuner reads adapters of the base's family. */
    public static Optional<KohyaLoading> of(AdapterFit context) {
        return NetworksJson.find(context.base().family()).map(network -> new KohyaLoading(network, context));
    }

    /** {@code sd-scripts} or {@code musubi-tuner}. */
    public String program() {
        return network.program();
    }

    /** What the program stops with; empty if it does not. */
    public Optional<Message> stop() {
        return switch (network.way()) {
            case STRICT -> noAlpha().or(this::missing).or(this::unexpected).or(this::wrongSize);
            case LENIENT -> noAlpha().or(this::wrongSize);
            case MERGED -> noAlpha().or(this::lostHalf).or(this::wrongSize);
            case BY_WEIGHT -> wrongSize();
        };
    }

    /** Modules that take effect if the program does not {@link #stop}. */
    public List<ModuleFit> applied() {
        return covered().stream().filter(this::isWhole).toList();
    }

    /** Modules whose magnitudes the program passes over, so that they act otherwise than meant. */
    public List<ModuleFit> withoutMagnitude() {
        return applied().stream().filter(fit -> fit.module().isDora()).toList();
    }

    /** Modules for which the program makes a place, or finds a weight. */
    private List<ModuleFit> covered() {
        Set<Algorithm> read = readOfThisFile();
        return fits.stream()
                .filter(fit -> read.contains(fit.module().algorithm()) && names.covers(fit))
                // Of names that the program flattens itself it finds only the ends of pairs again.
                .filter(fit -> !names.isDotted(fit) || fit.module().algorithm() == Algorithm.LORA)
                .filter(fit -> !network.way().buildsNetwork() || names.isSpelled(fit, Part.DOWN))
                .toList();
    }

    /** Modules as they would be if the names of their halves had their end. */
    private static List<ModuleFit> cut(AdapterFit context, List<MappedTensor> tensors) {
        List<MappedTensor> whole = tensors.stream()
                .filter(tensor -> CUT.matcher(tensor.name()).find())
                .map(tensor -> new MappedTensor(whole(tensor.info()), tensor.recipe()))
                .toList();
        if (whole.isEmpty()) {
            return List.of();
        }
        MappingResult all = context.mapping();
        MappingResult mapping = new MappingResult(all.rules(), whole, all.dropped(), all.problems(), all.hits());
        return AdapterFit.fits(AdapterFit.named(context.checkpoint(), mapping), context.base(), context.locator());
    }

    private static TensorInfo whole(TensorInfo info) {
        return new TensorInfo(info.name() + ".weight", info.dtype(), info.shape());
    }

    /** musubi-tuner takes the whole file for what its first part is of. */
    private Set<Algorithm> readOfThisFile() {
        return network.algorithms().size() == 1
                ? network.algorithms()
                : fits.stream()
                        .map(fit -> fit.module().algorithm())
                        .filter(network.algorithms()::contains)
                        .limit(1)
                        .collect(Collectors.toSet());
    }

    private boolean isWhole(ModuleFit fit) {
        return switch (fit.module().algorithm()) {
            case LORA -> fit.module().isPair() && names.isSpelled(fit, Part.DOWN) && names.isSpelled(fit, Part.UP);
            case LOKR -> fit.module().isComplete() && fit.module().part(Part.LOKR_W1).isPresent();
            default -> fit.module().isComplete();
        };
    }

    private Optional<Message> noAlpha() {
        return covered().stream()
                .filter(fit -> network.alphaNeeded() && fit.module().part(Part.ALPHA).isEmpty())
                .findFirst()
                .map(fit -> Message.of("inspection.kohya.noAlpha", program(), address(fit)));
    }

    private Optional<Message> missing() {
        return withoutUp().map(fit -> Message.of("inspection.kohya.missing", program(), address(fit) + ".lora_up.weight"));
    }

    /** The network is built of every name with {@code lora_down} in it, and then looks for {@code lora_down.weight}. */
    private Optional<Message> lostHalf() {
        return cut.stream()
                .filter(names::covers)
                .findFirst()
                .map(fit -> Message.of("inspection.kohya.lostDown", program(), address(fit)))
                .or(() -> withoutUp().map(fit -> Message.of("inspection.kohya.lostUp", program(), address(fit))));
    }

    private Optional<ModuleFit> withoutUp() {
        return covered().stream().filter(fit -> !names.isSpelled(fit, Part.UP)).findFirst();
    }

    private Optional<Message> unexpected() {
        Set<MappedTensor> placed = new HashSet<>();
        for (ModuleFit fit : covered()) {
            fit.module().down().ifPresent(placed::add);
            fit.module().up().ifPresent(placed::add);
            fit.module().part(Part.ALPHA).ifPresent(placed::add);
        }
        return tensors.stream()
                .filter(tensor -> !placed.contains(tensor))
                .findFirst()
                .map(tensor -> Message.of("inspection.kohya.unexpected", program(), tensor.name()));
    }

    private Optional<Message> wrongSize() {
        return covered().stream()
                .filter(fit -> network.way() == KohyaWay.LENIENT || isWhole(fit))
                .filter(fit -> !fitsItsPlace(fit))
                .findFirst()
                .map(fit -> Message.of("inspection.kohya.size", program(), address(fit)));
    }

    private boolean fitsItsPlace(ModuleFit fit) {
        Shape weight = fit.location().orElseThrow().weight();
        if (network.way() == KohyaWay.BY_WEIGHT) {
            boolean kernels = weight.dimensions() > (fit.module().algorithm() == Algorithm.LORA ? 4 : 2);
            return !kernels && (weight.dimensions() > 2 || areMatricesOrKernels(fit)) && fit.ranksAgree() && fit.module().fits(weight);
        }
        return fit.halves().stream().allMatch(half -> half.info().shape().dimensions() == weight.dimensions())
                && fit.ranksAgree()
                && fit.module().fits(weight);
    }

    /** Of kernels beside a linear layer two dimensions are taken off. */
    private static boolean areMatricesOrKernels(ModuleFit fit) {
        return fit.halves().stream().map(half -> half.info().shape().dimensions()).allMatch(count -> count == 2 || count == 4);
    }

    /**
     * Names of the alpha tensors that the program multiplies by. Networks take one of 0 for the rank; where the program flattens names
     * itself it leaves alphas behind.
     */
    public Set<String> alphas() {
        return fits.stream()
                .filter(fit -> !names.isDotted(fit))
                .filter(fit -> !network.way().buildsNetwork() || !isZero(fit))
                .flatMap(fit -> fit.module().part(Part.ALPHA).stream())
                .map(MappedTensor::name)
                .collect(Collectors.toSet());
    }

    private static boolean isZero(ModuleFit fit) {
        return fit.module().declaredAlpha().filter(alpha -> alpha.value() == 0).isPresent();
    }

    /** Parts beside what the program reads of the modules that take effect; alphas aside. */
    public List<MappedTensor> passedOver() {
        return applied().stream()
                .flatMap(fit -> fit.module().parts().entrySet().stream())
                .filter(part -> BESIDE.contains(part.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The name that the network has for the module, as errors show it. */
    private static String address(ModuleFit fit) {
        return fit.module().container() + "_" + fit.module().module();
    }
}
