package dev.patchbay.part;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parsed name of an adapter's tensor.
 *
 * @param container {@code base_model.model}, {@code diffusion_model}, {@code lora_unet}, …; empty if none
 * @param component {@code transformer}, {@code unet}, …; empty if none
 * @param module the rest of the name up to the ending; for SAT's {@code matrix_A.1} with the number: {@code …query_key_value.1}
 * @param piece which of the pieces of a fused layer, for names such as {@code lora_down.1.weight}
 * @param spelling how the ending is written
 * @param infix adapter name before {@code weight}; empty if none
 */
public record AdapterKey(
        String container, String component, String module, OptionalInt piece, Part part, Spelling spelling, String infix) {

    static final List<String> CONTAINERS = List.of("base_model.model", "diffusion_model", "conditional_transformer");
    static final List<String> COMPONENTS = List.of(
            "transformer", "transformer_2", "unet", "text_encoder", "text_encoder_2", "text_encoder_3", "text_conditioner", "connectors");
    /** ComfyUI's name of a text encoder, and the class inside it: {@code text_encoders.clip_l.transformer.text_model…}. */
    private static final Pattern TEXT_ENCODER = Pattern.compile("(text_encoders)\\.([^.]+)\\.(?:transformer\\.)?(.+)");
    private static final String TEXT_ENCODERS = "text_encoders";
    /** VideoX-Fun doubles the underscore behind {@code lora_unet}. */
    static final Pattern FLATTENED_CONTAINER =
            Pattern.compile("(?:lora_unet|lora_transformer|lora_te\\d?|lycoris|Hunyuan_video_I2V_lora)_?");
    private static final Pattern FLATTENED = Pattern.compile("(" + FLATTENED_CONTAINER + ")_([^.]+)");

    private static final String TEXT_ENCODER_CLASS = "transformer";

    private static final Pattern NUMBERED_ENCODER = Pattern.compile("lora_te(\\d?)_?");
    private static final List<Spelling> READ = Arrays.stream(Spelling.values()).filter(Spelling::isRead).toList();
    private static final List<Spelling> FOREIGN = List.of(Spelling.MLX, Spelling.LOWER_AB, Spelling.BARE_DOWN_UP, Spelling.LORA_ALPHA);

    /** Parses a name; empty if it is not that of an adapter module's part. */
    public static Optional<AdapterKey> parse(String name) {
        return parse(name, READ);
    }

    /** Like {@link #parse}, but also for endings that no loader reads, such as those of MLX. */
    public static Optional<AdapterKey> parseAny(String name) {
        return parse(name).or(() -> parse(name, FOREIGN));
    }

    /** True for a half of a pair in a spelling that no loader reads: such a file is an adapter all the same, and no model. */
    public static boolean isUnreadHalf(String name) {
        return parse(name).isEmpty() && parseAny(name).filter(AdapterKey::isHalf).isPresent();
    }

    /**
     * The name of LyCORIS' (IA)³ vector, {@code x.weight}, which is told from a base weight by the {@code x.on_input} beside it.
     *
     * @param names of all tensors
     */
    public static Optional<AdapterKey> scalingVector(String name, Set<String> names) {
        return Spelling.SCALING_VECTOR.read(name)
                .filter(ending -> names.contains(Spelling.ON_INPUT.name(ending.module(), Part.ON_INPUT)))
                .map(ending -> of(Spelling.SCALING_VECTOR, ending));
    }

    /** The name of a whole weight that an adapter has beside its parts: {@code x.weight}. */
    public static Optional<AdapterKey> wholeWeight(String name) {
        return Spelling.WHOLE_WEIGHT.read(name).map(ending -> of(Spelling.WHOLE_WEIGHT, ending));
    }

    /** The name without its ending: {@code lora_unet_x} of {@code lora_unet_x.hada_w1_a}. */
    public static Optional<String> path(String name) {
        return READ.stream().flatMap(spelling -> spelling.read(name).stream()).findFirst().map(Ending::module);
    }

    private static Optional<AdapterKey> parse(String name, List<Spelling> spellings) {
        for (Spelling spelling : spellings) {
            Optional<Ending> ending = spelling.read(name);
            if (ending.isPresent()) {
                return Optional.of(of(spelling, ending.get()));
            }
        }
        return Optional.empty();
    }

    private static AdapterKey of(Spelling spelling, Ending ending) {
        String module = ending.module();
        if (spelling == Spelling.SAT) {
            // SAT calls a part of the model "transformer" that is no component in the sense of a diffusers pipeline.
            return key("", "", module, spelling, ending);
        }
        // Patterns are slow, and there may be 100,000 names.
        if (module.indexOf('.') < 0) {
            Matcher flattened = FLATTENED.matcher(module);
            if (flattened.matches()) {
                return key(flattened.group(1), "", flattened.group(2), spelling, ending);
            }
        }
        if (module.startsWith(TEXT_ENCODERS)) {
            Matcher encoder = TEXT_ENCODER.matcher(module);
            if (encoder.matches()) {
                return key(encoder.group(1), encoder.group(2), encoder.group(3), spelling, ending);
            }
        }
        String container = prefix(module, CONTAINERS);
        String rest = without(module, container);
        String component = prefix(rest, COMPONENTS);
        rest = without(rest, component);
        if (container.isEmpty()) {
            container = prefix(rest, CONTAINERS);
            rest = without(rest, container);
        }
        return key(container, component, rest, spelling, ending);
    }

    private static AdapterKey key(String container, String component, String module, Spelling spelling, Ending ending) {
        return new AdapterKey(container, component, module, ending.piece(), ending.part(), spelling, ending.infix());
    }

    /** The tensor's name, with a container before the component. */
    public String name() {
        if (isFlattened()) {
            return spelling.write(new Ending(container + "_" + module, piece, part, infix));
        }
        String inside = container.equals(TEXT_ENCODERS) ? TEXT_ENCODER_CLASS : "";
        String path = Stream.of(container, component, inside, module).filter(one -> !one.isEmpty()).collect(Collectors.joining("."));
        return spelling.write(new Ending(path, piece, part, infix));
    }

    /** True for down or up of a pair. */
    public boolean isHalf() {
        return part == Part.DOWN || part == Part.UP;
    }

    /** Component and module, without the container: {@code transformer.blocks.0.to_q}. */
    public String address() {
        return component.isEmpty() ? module : component + "." + module;
    }

    /** True for the name of a model inside a pipeline: {@code transformer}. */
    static boolean isComponent(String word) {
        return COMPONENTS.contains(word);
    }

    /** Which of the weight's rows and columns the tensor has. */
    public Extent extent() {
        return spelling.isTurned() ? part.extent().turned() : part.extent();
    }

    /** The name that diffusers reads: {@code transformer.blocks.0.to_q.lora_A.weight}. */
    public static String canonical(String component, String module, Part part) {
        return Dialect.PEFT.name(component + "." + module, part);
    }

    /** True for the name of a half that diffusers reads as it stands. */
    public static boolean isCanonical(String name) {
        return parse(name)
                .filter(AdapterKey::isHalf)
                .filter(key -> !key.component().isEmpty() && canonical(key.component(), key.module(), key.part()).equals(name))
                .isPresent();
    }

    /** The number of the text encoder that a container of kohya's stands for, {@code lora_te2}; empty text for {@code lora_te}. */
    public static Optional<String> encoderNumber(String container) {
        Matcher encoder = NUMBERED_ENCODER.matcher(container);
        return encoder.matches() ? Optional.of(encoder.group(1)) : Optional.empty();
    }

    /** Equal for the tensors of one module. */
    public String identity() {
        return piece.isPresent() ? layer() + "|" + piece.getAsInt() : layer();
    }

    /** Equal for the tensors of one module and of all its pieces. */
    public String layer() {
        return container + "|" + component + "|" + module;
    }

    /** True for a name with underscores for dots. */
    public boolean isFlattened() {
        return FLATTENED_CONTAINER.matcher(container).matches();
    }

    /** True for ComfyUI's names of text encoders, which say the kind and not the component: {@code text_encoders.clip_l.transformer.x}. */
    public boolean isByKind() {
        return container.equals(TEXT_ENCODERS);
    }

    /** True for SwissArmyTransformer's {@code matrix_A.N}. */
    public boolean isSat() {
        return spelling == Spelling.SAT;
    }

    static String prefix(String module, List<String> known) {
        for (String one : known) {
            if (module.startsWith(one) && module.startsWith(".", one.length())) {
                return one;
            }
        }
        return "";
    }

    static String without(String module, String prefix) {
        return prefix.isEmpty() ? module : module.substring(prefix.length() + 1);
    }
}
