package dev.patchbay.matching.names;

import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.name.NameForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Modules of one shape whose names differ in their block number only, such as {@code to_q} of every block. Compared by identity. */
public final class Kind<T> {

    public static final String BLOCK = "{i}";

    private static final int NO_BLOCK = -1;
    private static final String SEPARATORS = "._";

    private final String template;
    private final Shape weight;
    private final NameFeatures features;
    private final Map<Integer, T> blocks = new TreeMap<>();

    private Kind(String template, Shape weight) {
        this.template = template;
        this.weight = weight;
        this.features = NameFeatures.of(template);
    }

    /** The name with {@code {i}} for the block number; a plain name if there is one module only. */
    public String template() {
        return template;
    }

    public Shape weight() {
        return weight;
    }

    public NameFeatures features() {
        return features;
    }

    /** The modules by block number; by -1 if their names have none. */
    public Map<Integer, T> blocks() {
        return blocks;
    }

    /**
     * Groups modules into kinds. The block number is the one that takes most values among names that are equal except for numbers; where
     * none varies, as in a file of one block, it is the first number that stands for itself and has something behind it.
     */
    public static <T> List<Kind<T>> of(List<T> things, Function<T, String> name, Function<T, Shape> weight) {
        Map<String, List<Formed<T>>> forms = new LinkedHashMap<>();
        for (T thing : things) {
            NameForm form = NameForm.of(name.apply(thing));
            forms.computeIfAbsent(form.skeleton(), key -> new ArrayList<>()).add(new Formed<>(thing, form));
        }
        Map<String, Kind<T>> kinds = new LinkedHashMap<>();
        for (List<Formed<T>> alike : forms.values()) {
            int axis = blockAxis(alike.stream().map(Formed::form).toList());
            for (Formed<T> one : alike) {
                String template = template(one.form(), axis);
                Shape shape = weight.apply(one.thing());
                Kind<T> kind = kinds.computeIfAbsent(template + shape, key -> new Kind<>(template, shape));
                kind.blocks.put(axis < 0 ? NO_BLOCK : one.form().numbers().get(axis), one.thing());
            }
        }
        return List.copyOf(kinds.values());
    }

    private record Formed<T>(T thing, NameForm form) {}

    /** The axis of the block number; -1 if there is none. */
    private static int blockAxis(List<NameForm> forms) {
        int best = -1;
        long most = 1;
        for (int axis = 0; axis < forms.getFirst().numbers().size(); axis++) {
            int one = axis;
            long values = forms.stream().map(form -> form.numbers().get(one)).distinct().count();
            if (values > most) {
                best = axis;
                most = values;
            }
        }
        return best < 0 ? onlyBlock(forms.getFirst()) : best;
    }

    /** In {@code layers.33.attention.to_out.0} the 33; in {@code time_embed.linear_1} none. */
    private static int onlyBlock(NameForm form) {
        String skeleton = form.skeleton();
        int axis = -1;
        for (int at = skeleton.indexOf(NameForm.NUMBER); at >= 0; at = skeleton.indexOf(NameForm.NUMBER, at + 1)) {
            axis++;
            boolean apart = at > 0 && at < skeleton.length() - 1
                    && SEPARATORS.indexOf(skeleton.charAt(at - 1)) >= 0 && SEPARATORS.indexOf(skeleton.charAt(at + 1)) >= 0;
            if (apart) {
                return axis;
            }
        }
        return -1;
    }

    private static String template(NameForm form, int axis) {
        List<String> texts = new ArrayList<>(form.numbers().stream().map(String::valueOf).toList());
        if (axis >= 0) {
            texts.set(axis, BLOCK);
        }
        return form.with(texts);
    }

    /** True if the other kind has every block that this one has. */
    public boolean isWithin(Kind<?> other) {
        return other.blocks().keySet().containsAll(blocks.keySet());
    }
}
