package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.basemodel.naming.NativeTensors;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which known architecture the tensors of a full model belong to, by their names and shapes. */
public final class TensorFamilies {

    /** Below this likeness an architecture is not mentioned. */
    private static final double LEAST = 0.5;

    private static final String DIFFUSERS = "diffusers";
    private static final Pattern SCALE = Pattern.compile("(?<=_norm)\\.scale$");

    private TensorFamilies() {}

    /**
     * Known architectures (denoisers, text encoders, VAEs), best first; where names fit and sizes do not, families. Names may be those of
     * another namespace, and may have the prefix that files of whole models put before the denoiser's.
     */
    public static List<FamilyEvidence> rank(Map<String, Shape> tensors) {
        Map<String, Shape> bare = bare(tensors);
        Set<String> templates = templates(bare);
        List<Likeness> all = ModelCatalog.architectures().stream()
                .map(known -> likeness(known, bare, templates))
                .filter(likeness -> Math.max(likeness.exact(), likeness.names()) >= LEAST)
                .sorted(Comparator.comparingDouble(Likeness::score).reversed())
                .toList();
        List<Likeness> exact = all.stream().filter(likeness -> likeness.score() > LEAST).toList();
        return exact.isEmpty() ? families(all, bare.size()) : exact.stream().map(one -> evidence(one, exact)).toList();
    }

    /** Of a file that holds a whole model, only the denoiser's tensors; and FLUX' {@code .scale} of a norm as a weight. */
    private static Map<String, Shape> bare(Map<String, Shape> tensors) {
        String prefix = NativeNames.PREFIXES.stream()
                .filter(one -> tensors.keySet().stream().anyMatch(name -> name.startsWith(one)))
                .findFirst()
                .orElse("");
        Map<String, Shape> bare = LinkedHashMap.newLinkedHashMap(tensors.size());
        tensors.forEach((name, shape) -> {
            if (name.startsWith(prefix)) {
                bare.put(SCALE.matcher(name.substring(prefix.length())).replaceFirst(".weight"), shape);
            }
        });
        return bare;
    }

    /**
     * @param namespace {@code diffusers}, or the one whose names fit better
     * @param size how many tensors the model has in that namespace
     * @param same tensors whose name and shape are equal
     * @param exact share of the tensors of both whose name and shape are equal
     * @param names share of the kinds of names of both that are equal, block numbers aside
     */
    private record Likeness(Architecture known, String namespace, int size, long same, double exact, double names) {

        double score() {
            return exact >= LEAST ? 0.5 + 0.5 * exact : 0.5 * names;
        }
    }

    private static Likeness likeness(Architecture known, Map<String, Shape> tensors, Set<String> templates) {
        Likeness own = likeness(known, DIFFUSERS, known.tensors(), tensors, templates);
        return NativeTensors.of(known).entrySet().stream()
                .map(other -> likeness(known, other.getKey(), other.getValue(), tensors, templates))
                .filter(other -> other.score() > own.score())
                .max(Comparator.comparingDouble(Likeness::score))
                .orElse(own);
    }

    private static Likeness likeness(
            Architecture known, String namespace, Map<String, Shape> its, Map<String, Shape> tensors, Set<String> templates) {
        long same = its.entrySet().stream()
                .filter(entry -> Objects.equals(tensors.get(entry.getKey()), entry.getValue()))
                .count();
        Set<String> theirs = templates(its);
        long common = theirs.stream().filter(templates::contains).count();
        return new Likeness(
                known,
                namespace,
                its.size(),
                same,
                share(same, its.size(), tensors.size()),
                share(common, theirs.size(), templates.size()));
    }

    private static double share(long common, int left, int right) {
        long union = (long) left + right - common;
        return union == 0 ? 0 : (double) common / union;
    }

    private static Set<String> templates(Map<String, Shape> tensors) {
        return tensors.keySet().stream().map(name -> OpenNumbers.anywhere(name, "{}")).collect(Collectors.toSet());
    }

    private static FamilyEvidence evidence(Likeness likeness, List<Likeness> all) {
        Architecture known = likeness.known();
        List<String> same = all.stream()
                .filter(other -> other != likeness && other.same() == likeness.same() && other.exact() == likeness.exact())
                .map(other -> other.known().name())
                .toList();
        Message tensors = Message.of("basemodel.evidence.tensors", likeness.same(), likeness.size(), known.name());
        List<Message> evidence = new ArrayList<>(List.of(tensors));
        if (!likeness.namespace().equals(DIFFUSERS)) {
            evidence.add(Message.of("basemodel.evidence.namespace", likeness.namespace()));
        }
        return new FamilyEvidence(known.name(), known.family(), likeness.score(), evidence, same);
    }

    private static List<FamilyEvidence> families(List<Likeness> all, int tensors) {
        List<FamilyEvidence> families = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Likeness likeness : all) {
            String family = likeness.known().family();
            if (seen.add(family)) {
                Message names = Message.of("basemodel.evidence.tensorNames", Math.round(100 * likeness.names()), tensors, family);
                families.add(new FamilyEvidence(family, family, likeness.score(), List.of(names), List.of()));
            }
        }
        return families;
    }
}
