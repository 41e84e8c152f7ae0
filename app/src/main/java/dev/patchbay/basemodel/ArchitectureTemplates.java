package dev.patchbay.basemodel;

import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.name.NamePattern;
import dev.patchbay.tensor.name.OpenNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Folds the names of a model's blocks into one entry each, as architecture files hold them. Where the numbers of equal shapes leave gaps,
 * the names are written out.
 */
public final class ArchitectureTemplates {

    private ArchitectureTemplates() {}

    /**
     * One line of an architecture file.
     *
     * @param index first and last number for each placeholder of the name
     */
    public record Entry(String name, Shape shape, List<List<Long>> index) {}

    private record TemplateShape(String template, Shape shape) {}

    public static List<Entry> of(Map<String, Shape> tensors) {
        Map<TemplateShape, List<String>> kinds = new LinkedHashMap<>();
        tensors.forEach((name, shape) -> kinds
                .computeIfAbsent(new TemplateShape(template(name), shape), one -> new ArrayList<>())
                .add(name));
        List<Entry> entries = new ArrayList<>();
        TreeSet<String> folded = new TreeSet<>();
        kinds.forEach((kind, names) -> {
            List<List<Long>> index = box(names);
            // A template is a key of one JSON object, so only one shape of it can be folded.
            if (!index.isEmpty() && names.size() > 1 && folded.add(kind.template())) {
                entries.add(new Entry(kind.template(), kind.shape(), index));
            } else {
                names.forEach(name -> entries.add(new Entry(name, kind.shape(), List.of())));
            }
        });
        return entries;
    }

    private static String template(String name) {
        StringBuilder template = new StringBuilder();
        for (String segment : NamePattern.split(name)) {
            template.append(template.isEmpty() ? "" : ".").append(isIndex(segment) ? ArchitectureJson.PLACEHOLDER : segment);
        }
        return template.toString();
    }

    /** Numbers that are written the way they are counted: no leading zeros, not too long. */
    private static boolean isIndex(String segment) {
        return OpenNumbers.isNumber(segment) && segment.length() <= 5 && (segment.length() == 1 || segment.charAt(0) != '0');
    }

    /** The ranges whose product is exactly these names; empty if there is none. */
    private static List<List<Long>> box(List<String> names) {
        List<TreeSet<Long>> numbers = new ArrayList<>();
        for (String name : names) {
            int at = 0;
            for (String segment : NamePattern.split(name)) {
                if (isIndex(segment)) {
                    if (numbers.size() == at) {
                        numbers.add(new TreeSet<>());
                    }
                    numbers.get(at++).add(Long.valueOf(segment));
                }
            }
        }
        long product = 1;
        List<List<Long>> ranges = new ArrayList<>();
        for (TreeSet<Long> values : numbers) {
            if (values.last() - values.first() + 1 != values.size()) {
                return List.of();
            }
            product *= values.size();
            ranges.add(List.of(values.first(), values.last()));
        }
        return product == names.size() ? ranges : List.of();
    }
}
