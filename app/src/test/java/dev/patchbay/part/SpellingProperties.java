package dev.patchbay.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Every part of every spelling is written and read again. */
class SpellingProperties {

    /** Spellings that have a name of their own for the end of the module's. */
    private static final Set<Spelling> WITH_LEAF = Set.of(
            Spelling.PROCESSOR, Spelling.XLABS, Spelling.XLABS_DORA, Spelling.CLIP_PROCESSOR);

    /** Spellings that have room for an adapter's name. */
    private static final List<Spelling> WITH_INFIX = Arrays.stream(Spelling.values())
            .filter(spelling -> isRead(spelling, new Ending("blocks.0.q", OptionalInt.empty(), anyPart(spelling), "default")))
            .toList();

    private static boolean isRead(Spelling spelling, Ending ending) {
        return spelling != Spelling.SAT && !WITH_LEAF.contains(spelling)
                && spelling.read(spelling.write(ending)).equals(Optional.of(ending));
    }

    private static Part anyPart(Spelling spelling) {
        return Arrays.stream(Part.values()).filter(spelling::has).findFirst().orElseThrow();
    }

    private static Optional<AdapterKey> parse(AdapterKey key) {
        String name = key.name();
        return switch (key.spelling()) {
            case SCALING_VECTOR -> AdapterKey.scalingVector(name, Set.of(name.replaceFirst("weight$", "on_input")));
            case WHOLE_WEIGHT -> AdapterKey.wholeWeight(name);
            default -> AdapterKey.parseAny(name);
        };
    }

    @Property(tries = 5000)
    void whatIsWrittenIsReadAgain(@ForAll("keys") AdapterKey key) {
        assertThat(parse(key)).as(key.name()).contains(key);
    }

    @Property(tries = 1000)
    void aNameThatIsTakenApartIsWrittenAsAnEqualKey(@ForAll("keys") AdapterKey key) {
        String name = key.name();

        assertThat(parse(key).map(AdapterKey::name)).contains(name);
    }

    @Test
    void everyPartHasASpelling() {
        for (Part part : Part.values()) {
            assertThat(Spelling.values()).as(part.name()).anyMatch(spelling -> spelling.has(part));
        }
    }

    @Test
    void spellingsOfPeftHaveRoomForAnAdaptersName() {
        assertThat(WITH_INFIX)
                .contains(
                        Spelling.LORA_AB, Spelling.LORA_BIAS, Spelling.EMBEDDING, Spelling.LOHA, Spelling.LOKR, Spelling.PEFT_OFT,
                        Spelling.PEFT_BOFT, Spelling.PEFT_IA3, Spelling.VERA, Spelling.MAGNITUDE_VECTOR, Spelling.ADALORA)
                .doesNotContain(Spelling.ALPHA, Spelling.DORA_SCALE, Spelling.LORA_DOT);
    }

    /** Spellings are told from each other by their names alone, but for a vector and a whole weight, which their neighbours tell. */
    @Test
    void noTwoSpellingsWriteOneName() {
        List<String> names = Arrays.stream(Spelling.values())
                .filter(spelling -> spelling != Spelling.SAT && !WITH_LEAF.contains(spelling))
                .filter(spelling -> spelling != Spelling.WHOLE_WEIGHT)
                .flatMap(spelling -> Arrays.stream(Part.values()).filter(spelling::has).map(spelling::ending))
                .toList();

        assertThat(names).doesNotHaveDuplicates();
    }

    @Provide
    Arbitrary<AdapterKey> keys() {
        return Arbitraries.of(Spelling.class).flatMap(spelling -> Combinators.combine(
                        modules(spelling), parts(spelling), pieces(spelling), infixes(spelling))
                .flatAs((module, part, piece, infix) -> places(spelling, module).map(place ->
                        new AdapterKey(place.container(), place.component(), place.module(), piece, part, spelling, infix))));
    }

    private record Place(String container, String component, String module) {}

    private static Arbitrary<Place> places(Spelling spelling, String module) {
        if (spelling == Spelling.SAT) {
            return Arbitraries.just(new Place("", "", module));
        }
        Arbitrary<Place> dotted = Combinators.combine(
                        Arbitraries.of("", "base_model.model", "diffusion_model"),
                        Arbitraries.of("", "transformer", "unet", "text_encoder_2"))
                .as((container, component) -> new Place(container, component, module));
        Arbitrary<Place> encoder = Arbitraries.of("clip_l", "t5xxl").map(component -> new Place("text_encoders", component, module));
        boolean hasLeaf = WITH_LEAF.contains(spelling);
        Arbitrary<Place> flattened = Arbitraries.of("lora_unet", "lora_te1", "lora_transformer", "lycoris")
                .map(container -> new Place(container, "", module.replace('.', '_')));
        return hasLeaf ? Arbitraries.oneOf(dotted, encoder) : Arbitraries.oneOf(dotted, encoder, flattened);
    }

    private static Arbitrary<Part> parts(Spelling spelling) {
        return Arbitraries.of(Arrays.stream(Part.values()).filter(spelling::has).toList());
    }

    private static Arbitrary<OptionalInt> pieces(Spelling spelling) {
        Arbitrary<OptionalInt> none = Arbitraries.just(OptionalInt.empty());
        return spelling == Spelling.LORA_DOWN_UP
                ? Arbitraries.oneOf(none, Arbitraries.integers().between(0, 999).map(OptionalInt::of))
                : none;
    }

    private static Arbitrary<String> infixes(Spelling spelling) {
        return WITH_INFIX.contains(spelling) ? Arbitraries.of("", "default", "default_0", "my-adapter", "v2") : Arbitraries.just("");
    }

    private static Arbitrary<String> modules(Spelling spelling) {
        Arbitrary<String> segments = Arbitraries.strings().withCharRange('a', 'z').withCharRange('0', '9').ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> plain = segments.list().ofMinSize(1).ofMaxSize(4).map(list -> "blocks." + String.join(".", list));
        Stream<String> leaves = switch (spelling) {
            case SAT -> Stream.of(".0", ".1", ".2");
            case PROCESSOR -> Stream.of(".to_q", ".to_k", ".to_v", ".to_out.0");
            case CLIP_PROCESSOR -> Stream.of(".self_attn.q_proj", ".self_attn.k_proj", ".self_attn.v_proj", ".self_attn.out_proj");
            case XLABS, XLABS_DORA ->
                Stream.of(".processor.qkv", ".processor.qkv1", ".processor.qkv2", ".processor.proj", ".processor.proj2");
            default -> Stream.of("");
        };
        return Combinators.combine(plain, Arbitraries.of(leaves.toList())).as((stem, leaf) -> stem + leaf);
    }
}
