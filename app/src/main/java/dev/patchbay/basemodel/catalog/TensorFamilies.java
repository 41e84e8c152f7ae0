package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.Architecture;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.basemodel.naming.NativeTensors;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which known architecture the tensors of a full model belong to, by their names and shapes. */
public final class TensorFamilies {

    /** Unless it has this share of the file's kinds of names, an architecture is not mentioned. */
    private static final double LEAST = 0.5;

    /** Nor if the file has less than this share of the kinds of both, unless every kind of a file with some kinds is the model's. */
    private static final double LEAST_IN_COMMON = 0.25;

    private static final int SOME_KINDS = 4;

    private static final String WEIGHT = ".weight";
    private static final String DIFFUSERS = "diffusers";
    private static final Pattern SCALE = Pattern.compile("(?<=_norm)\\.scale$");

    private TensorFamilies() {}

    /**
     * Known architectures (denoisers, text encoders, VAEs), best first; where names fit and sizes do not, families. Names may be those of
     * another namespace, and may have the prefix that files of whole models put before the denoiser's.
     */
    public static FamilyRanking rank(Map<String, Shape> tensors) {
        Map<String, Shape> bare = bare(tensors);
        Set<String> templates = templates(bare);
        List<Likeness> all = Shortlist.of(bare).stream()
                .map(ModelCatalog::architecture)
                .map(known -> likeness(known, bare, templates))
                .filter(Likeness::isNear)
                .sorted(Likeness.BEST)
                .toList();
        List<Likeness> exact = all.stream().filter(Likeness::likely).toList();
        return exact.isEmpty()
                ? new FamilyRanking(List.of(), families(all, bare.size()).stream().findFirst())
                : new FamilyRanking(groups(exact).stream().map(group -> evidence(group, exact)).toList(), Optional.empty());
    }

    /** The known dictionaries that these tensors are most like; only few of all that are known. */
    public static List<ModuleDictionary> similar(Map<String, Shape> tensors) {
        return Shortlist.of(tensors).stream()
                .map(ModelCatalog::architecture)
                .map(known -> new ModuleDictionary(known.component(), known.tensors()))
                .toList();
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
     * @param likely unless a third of the weights, or more, have other names or shapes
     * @param exact share of the tensors of both whose name and shape are equal
     * @param names share of the kinds of names of both that are equal, block numbers aside; only weights have a say, since many files
     *     have no biases
     * @param covered share of the file's kinds of names that the model has
     * @param proportional share of the file's kinds of names that the model has with as many rows for each column
     * @param whole true if the file has several kinds of names and the model has every one
     */
    private record Likeness(
            Architecture known,
            String namespace,
            int size,
            long same,
            boolean likely,
            double exact,
            double names,
            double covered,
            double proportional,
            boolean whole) {

        static final Comparator<Likeness> BEST = Comparator.comparing(Likeness::likely)
                .thenComparingDouble(one -> one.likely() ? one.same() : one.covered() + one.proportional())
                .thenComparingDouble(Likeness::score)
                .reversed();

        boolean isNear() {
            return likely || exact >= LEAST || covered >= LEAST && names >= LEAST_IN_COMMON || whole;
        }

        double score() {
            return likely ? 0.5 + 0.5 * exact : 0.5 * Math.max(names, exact);
        }
    }

    private static Likeness likeness(Architecture known, Map<String, Shape> tensors, Set<String> templates) {
        Likeness own = likeness(known, DIFFUSERS, known.tensors(), tensors, templates);
        return NativeTensors.of(known).entrySet().stream()
                .map(other -> likeness(known, other.getKey(), other.getValue(), tensors, templates))
                .filter(other -> Likeness.BEST.compare(other, own) < 0)
                .min(Likeness.BEST)
                .orElse(own);
    }

    private static Likeness likeness(
            Architecture known, String namespace, Map<String, Shape> its, Map<String, Shape> tensors, Set<String> templates) {
        Set<String> same = its.entrySet().stream()
                .filter(entry -> Objects.equals(tensors.get(entry.getKey()), entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<String> theirs = templates(its);
        long common = common(theirs, templates);
        return new Likeness(
                known,
                namespace,
                its.size(),
                same.size(),
                3 * weights(same) > 2 * weights(tensors.keySet()),
                share(same.size(), its.size(), tensors.size()),
                share(common, theirs.size(), templates.size()),
                templates.isEmpty() ? 0 : (double) common / templates.size(),
                templates.isEmpty() ? 0 : (double) common(proportions(its), proportions(tensors)) / templates.size(),
                common >= SOME_KINDS && common == templates.size());
    }

    private static long weights(Set<String> names) {
        return names.stream().filter(name -> name.endsWith(WEIGHT)).count();
    }

    private static <T> long common(Set<T> one, Set<T> other) {
        return one.stream().filter(other::contains).count();
    }

    /** Kinds of names with rows for each column; a model of other widths most often has those of its family. */
    private static Set<Map.Entry<String, Double>> proportions(Map<String, Shape> tensors) {
        return tensors.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(WEIGHT) && entry.getValue().dimensions() >= 2)
                .map(entry -> Map.entry(
                        OpenNumbers.anywhere(entry.getKey(), "{}"),
                        (double) entry.getValue().size(0) / entry.getValue().size(1)))
                .collect(Collectors.toSet());
    }

    private static double share(long common, int left, int right) {
        long union = (long) left + right - common;
        return union == 0 ? 0 : (double) common / union;
    }

    private static Set<String> templates(Map<String, Shape> tensors) {
        return tensors.keySet().stream()
                .filter(name -> name.endsWith(WEIGHT))
                .map(name -> OpenNumbers.anywhere(name, "{}"))
                .collect(Collectors.toSet());
    }

    /** Those that cannot be told apart together, best first. */
    private static Collection<List<Likeness>> groups(List<Likeness> all) {
        return all.stream()
                .collect(Collectors.groupingBy(one -> List.of(one.same(), one.exact()), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static FamilyEvidence evidence(List<Likeness> group, List<Likeness> all) {
        Likeness likeness = group.getFirst();
        Architecture known = likeness.known();
        List<String> same = group.stream().flatMap(one -> names(one.known())).skip(1).toList();
        List<Message> evidence = new ArrayList<>();
        evidence.add(Message.of("basemodel.evidence.tensors", likeness.same(), likeness.size(), known.name()));
        if (!likeness.namespace().equals(DIFFUSERS)) {
            evidence.add(Message.of("basemodel.evidence.namespace", likeness.namespace()));
        }
        double next = all.stream().filter(one -> !group.contains(one)).mapToDouble(Likeness::score).max().orElse(0);
        double margin = Math.max(0, likeness.score() - next);
        return new FamilyEvidence(known.name(), known.family(), likeness.score(), margin, evidence, same, likeness.same(), likeness.size());
    }

    /** The architecture's own name, and those of the models that have it. */
    private static Stream<String> names(Architecture known) {
        return Stream.concat(
                        Stream.of(known.name()),
                        ModelCatalog.models().stream().filter(model -> model.denoiser().equals(known.name())).map(CatalogModel::name))
                .distinct();
    }

    private static List<FamilyEvidence> families(List<Likeness> all, int tensors) {
        List<FamilyEvidence> families = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Likeness likeness : all) {
            String family = likeness.known().family();
            if (seen.add(family)) {
                Message names = Message.of("basemodel.evidence.tensorNames", Math.round(100 * likeness.covered()), tensors, family);
                families.add(new FamilyEvidence(family, family, likeness.score(), 0, List.of(names), List.of(), 0, tensors));
            }
        }
        return families;
    }
}
