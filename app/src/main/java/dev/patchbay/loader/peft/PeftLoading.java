package dev.patchbay.loader.peft;

import dev.patchbay.adapter.config.DeclaredConfig;
import dev.patchbay.adapter.config.ModuleSelection;
import dev.patchbay.basemodel.catalog.ModelCatalog;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.inspection.fit.ModuleFit;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.message.Message;
import dev.patchbay.part.Algorithm;
import dev.patchbay.tensor.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code PeftModel.from_pretrained(model, folder)} makes of the tensors of a folder: layers get room by the configuration alone, and
 * tensors whose names start with {@code base_model.model.} are copied into it; names that meet none are passed over, sizes have to be
 * equal. Alpha tensors are never read.
 *
 * @param known false for a tuner that is not modelled
 * @param stop what it stops with; empty if it loads
 * @param filled names of the tensors that found room
 */
public record PeftLoading(boolean known, Optional<Message> stop, Set<String> filled) {

    /** Before all names. */
    public static final String CONTAINER = "base_model.model";

    /** PEFT's default name of an adapter, which may stand in names. */
    private static final String NAMED = ".default";

    private static final long DEFAULT_RANK = 8;

    private static final Set<String> TASKS = Set.of("CAUSAL_LM", "SEQ_2_SEQ_LM");

    private static PeftLoading stopped(Message message) {
        return new PeftLoading(true, Optional.of(message), Set.of());
    }

    private static PeftLoading error(String error) {
        return stopped(Message.of("inspection.peft.stops", error));
    }

    public static PeftLoading of(AdapterFit fit, DeclaredConfig config) {
        Optional<String> type = config.tuner().type();
        if (type.isEmpty()) {
            return error("KeyError: 'peft_type'");
        }
        Optional<Algorithm> algorithm = TunerNames.algorithm(type.get());
        if (algorithm.isEmpty()) {
            return new PeftLoading(false, Optional.empty(), Set.of());
        }
        LayerModel model = new LayerModel(fit.base().family(), fit.base().main(), name -> name);
        return config.targets().isEmpty()
                ? error("KeyError: 'model_type'")
                : refusedTargets(config.targets().get(), model)
                        .or(() -> incomplete(fit, config, algorithm.get()))
                        .or(() -> foreignTask(fit, config))
                        .orElseGet(() -> load(fit, config, algorithm.get(), model));
    }

    private static Optional<PeftLoading> refusedTargets(ModuleSelection targets, LayerModel model) {
        if (targets.isContradictory()) {
            return Optional.of(error("ValueError: `layers_to_transform` cannot be used when `target_modules` is a str."));
        }
        List<String> chosen = model.all().filter(targets::contains).toList();
        if (chosen.isEmpty()) {
            return Optional.of(stopped(Message.of("inspection.peft.targets", "adapter_config.json")));
        }
        return targets.isEveryLinearLayer()
                ? Optional.empty()
                : chosen.stream()
                        .filter(module -> model.weight(module).isEmpty())
                        .findFirst()
                        .map(module -> stopped(Message.of("inspection.peft.container", module)));
    }

    /** Tuners that want more than {@code target_modules}. */
    private static Optional<PeftLoading> incomplete(AdapterFit fit, DeclaredConfig config, Algorithm algorithm) {
        return switch (algorithm) {
            case IA3 -> config.tuner().more().containsKey("feedforward_modules")
                    ? Optional.empty()
                    : Optional.of(error("KeyError: 'model_type'"));
            case ADALORA -> config.tuner().more().containsKey("total_step")
                    ? Optional.empty()
                    : Optional.of(error("ValueError: AdaLoRA does not work when `total_step` is None, supply a value > 0."));
            case VERA -> fit.mapping().tensors().stream().anyMatch(tensor -> tensor.name().contains("vera_A"))
                    ? Optional.empty()
                    : Optional.of(error(
                            "ValueError: Specified to load vera_A and vera_B from state dictionary however they were not present!"));
            case OFT -> config.tuner().more().containsKey("oft_block_size")
                    ? Optional.empty()
                    : Optional.of(
                            error("ValueError: OFT has been updated since PEFT 0.14.0. Your trained adapter weights are incompatible"));
            default -> Optional.empty();
        };
    }

    /** Tasks whose models want methods that a denoiser does not have. */
    private static Optional<PeftLoading> foreignTask(AdapterFit fit, DeclaredConfig config) {
        String task = config.tuner().more().getOrDefault("task_type", "");
        return TASKS.contains(task)
                ? Optional.of(error("AttributeError: '" + ModelCatalog.className(fit.base().family()).orElse(fit.base().main().component())
                        + "' object has no attribute 'prepare_inputs_for_generation'"))
                : Optional.empty();
    }

    private static PeftLoading load(AdapterFit fit, DeclaredConfig config, Algorithm algorithm, LayerModel model) {
        Map<String, Shape> file = new HashMap<>();
        fit.mapping().tensors().forEach(tensor -> file.put(tensor.name(), tensor.info().shape()));
        Optional<String> unsaved = unsaved(config, model, file);
        if (unsaved.isPresent()) {
            return error("KeyError: '" + unsaved.get() + "'");
        }
        ModuleSelection targets = config.targets().orElseThrow();
        List<String> layers = model.all()
                .filter(targets::contains)
                .filter(module -> targets.isEveryLinearLayer() ? model.isLinear(module) : model.weight(module).isPresent())
                .toList();
        return switch (algorithm) {
            case LORA -> pairs(config, layers, model, file);
            case LOHA, LOKR -> products(config, algorithm, layers, model, file);
            default -> others(fit, targets, algorithm);
        };
    }

    /** A tensor of a module that is to be kept as a whole, and is not in the file. */
    private static Optional<String> unsaved(DeclaredConfig config, LayerModel model, Map<String, Shape> file) {
        return config.tuner().savedModules().stream()
                .flatMap(saved -> model.tensors().filter(name -> isInside(name, saved)))
                .map(name -> CONTAINER + "." + name)
                .filter(name -> !file.containsKey(name))
                .findFirst();
    }

    private static boolean isInside(String tensor, String saved) {
        for (int dot = tensor.lastIndexOf('.'); dot > 0; dot = tensor.lastIndexOf('.', dot - 1)) {
            if (tensor.substring(0, dot).endsWith(saved)) {
                return true;
            }
        }
        return false;
    }

    private static PeftLoading pairs(DeclaredConfig config, List<String> modules, LayerModel model, Map<String, Shape> file) {
        Set<String> filled = new HashSet<>();
        for (String module : modules) {
            long rank = config.rank(module).orElse(DEFAULT_RANK);
            Optional<String> refusal = model.refusal(module, rank, config.hasUpBias(), config.hasMagnitudes());
            if (refusal.isPresent()) {
                return error(refusal.get());
            }
            Map<String, Shape> room = model.room(module, rank, config.hasUpBias(), config.hasMagnitudes());
            if (!fill(module, room, file, filled)) {
                return stopped(Message.of("inspection.peft.sizes", CONTAINER + "." + module));
            }
        }
        return new PeftLoading(true, Optional.empty(), filled);
    }

    /** LoHa and LoKr. */
    private static PeftLoading products(
            DeclaredConfig config, Algorithm algorithm, List<String> modules, LayerModel model, Map<String, Shape> file) {
        Set<String> filled = new HashSet<>();
        for (String module : modules) {
            Shape weight = model.weight(module).orElseThrow();
            if (weight.dimensions() > ProductRoom.MOST_DIMENSIONS) {
                return error("TypeError: Target module of type <class 'torch.nn.modules.conv.Conv3d'> not supported");
            }
            long rank = config.rank(module).orElse(DEFAULT_RANK);
            Map<String, Shape> room = algorithm == Algorithm.LOHA
                    ? ProductRoom.loha(weight, rank)
                    : ProductRoom.lokr(weight, rank, config.tuner().more());
            if (!fill(module, room, file, filled)) {
                return stopped(Message.of("inspection.peft.sizes", CONTAINER + "." + module));
            }
        }
        return new PeftLoading(true, Optional.empty(), filled);
    }

    /** False if a tensor has another size than its room. */
    private static boolean fill(String module, Map<String, Shape> room, Map<String, Shape> file, Set<String> filled) {
        for (Map.Entry<String, Shape> part : room.entrySet()) {
            Optional<String> name = spellings(CONTAINER + "." + module, part.getKey()).filter(file::containsKey).findFirst();
            if (name.map(file::get).filter(stored -> !stored.equals(part.getValue())).isPresent()) {
                return false;
            }
            name.ifPresent(filled::add);
        }
        return true;
    }

    /** A parameter's name, or the same with the adapter's default name in it. */
    private static Stream<String> spellings(String module, String end) {
        if (end.equals(LoraRoom.MAGNITUDE)) {
            return Stream.of(module + end, module + end + ".weight", module + end + NAMED + ".weight");
        }
        int dot = end.lastIndexOf('.');
        String named = dot == 0 ? end + NAMED : end.substring(0, dot) + NAMED + end.substring(dot);
        return Stream.of(module + end, module + named);
    }

    /** Modules of the other tuners: all their tensors at once. */
    private static PeftLoading others(AdapterFit fit, ModuleSelection targets, Algorithm algorithm) {
        Set<String> filled = new HashSet<>();
        for (ModuleFit one : fit.fits()) {
            boolean named = one.module().container().equals(CONTAINER) && one.module().component().isEmpty();
            if (named && one.module().algorithm() == algorithm && one.isMatched() && targets.contains(one.module().module())) {
                if (!one.shapesFit() || !one.ranksAgree()) {
                    return stopped(Message.of("inspection.peft.sizes", CONTAINER + "." + one.module().module()));
                }
                one.parts().stream().map(MappedTensor::name).forEach(filled::add);
            }
        }
        return new PeftLoading(true, Optional.empty(), filled);
    }
}
