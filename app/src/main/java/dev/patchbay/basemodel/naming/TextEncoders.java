package dev.patchbay.basemodel.naming;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The text encoders of a base by the names that programs have for them. diffusers counts them in the order of the pipeline; ComfyUI has a
 * name for each kind; kohya's number tells the kind, not the place: in FLUX {@code lora_te3} is T5, which is {@code text_encoder_2}.
 */
public final class TextEncoders {

    private static final String COMPONENT = "text_encoder";
    private static final String CLIP_WRAPPER = ModuleDictionary.CLIP_WRAPPER + ".";
    private static final String PROJECTION = "text_projection";

    private final String family;
    private final Map<String, ModuleDictionary> dictionaries = new LinkedHashMap<>();
    private final Map<String, EncoderKind> kinds = new LinkedHashMap<>();

    public TextEncoders(BaseModel base) {
        this.family = base.family();
        base.components().stream().filter(one -> isEncoder(one.component())).forEach(one -> {
            dictionaries.put(one.component(), one);
            kind(one).ifPresent(kind -> kinds.put(one.component(), kind));
        });
    }

    /** True for {@code text_encoder}, {@code text_encoder_2}, … */
    public static boolean isEncoder(String component) {
        return component.startsWith(COMPONENT);
    }

    /** By its size, else the first of its structure that the base has none of yet. */
    private Optional<EncoderKind> kind(ModuleDictionary dictionary) {
        List<EncoderKind> possible = EncodersJson.KINDS.stream().filter(kind -> kind.isOf(dictionary)).toList();
        return possible.stream()
                .filter(kind -> kind.width().isPresent() || kinds.values().stream().noneMatch(one -> one.name().equals(kind.name())))
                .findFirst()
                .or(() -> possible.stream().findFirst());
    }

    public boolean isEmpty() {
        return dictionaries.isEmpty();
    }

    /** ComfyUI's name: {@code clip_l} of {@code text_encoder}; empty for an encoder of another kind. */
    public Optional<String> kind(String component) {
        return Optional.ofNullable(kinds.get(component)).map(EncoderKind::name);
    }

    /** What kohya's trainers write behind {@code lora_te}: {@code 1}, or nothing for the only encoder of some families. */
    public Optional<String> number(String component) {
        return kind(component).flatMap(kind -> EncodersJson.numbers(family, kind).stream().findFirst());
    }

    /** Those that a number behind {@code lora_te} may mean; the place in the pipeline where the kind is not known. */
    Stream<ModuleDictionary> numbered(String number) {
        String place = number.isEmpty() || number.equals("1") ? COMPONENT : COMPONENT + "_" + number;
        return dictionaries.values().stream().filter(one -> Optional.ofNullable(kinds.get(one.component()))
                .map(kind -> EncodersJson.numbers(family, kind.name()).contains(number))
                .orElse(one.component().equals(place)));
    }

    /** Those that ComfyUI calls so. */
    Stream<ModuleDictionary> called(String word) {
        return dictionaries.values().stream()
                .filter(one -> Optional.ofNullable(kinds.get(one.component())).filter(kind -> kind.isCalled(word)).isPresent());
    }

    /** A module's name in a release of transformers; as it is, in an encoder that is no CLIP. */
    public String module(String component, String module, ClipNames names) {
        EncoderKind kind = kinds.get(component);
        if (kind == null || !kind.isClip() || module.startsWith(PROJECTION)) {
            return module;
        }
        String bare = module.startsWith(CLIP_WRAPPER) ? module.substring(CLIP_WRAPPER.length()) : module;
        boolean wrapped = names == ClipNames.TRANSFORMERS_4
                || Optional.ofNullable(dictionaries.get(component)).flatMap(one -> one.module(PROJECTION)).isPresent();
        return wrapped ? CLIP_WRAPPER + bare : bare;
    }

    /** True if the releases of transformers differ in the names of this component's modules. */
    public boolean isReleaseDependent(String component) {
        String any = "encoder";
        return !module(component, any, ClipNames.TRANSFORMERS_4).equals(module(component, any, ClipNames.TRANSFORMERS_5));
    }

    /** Components of a family whose adapters diffusers loads. */
    public static Set<String> loaded(String family) {
        return EncodersJson.loaded(family);
    }
}
