package dev.patchbay.part;

import dev.patchbay.part.Stray.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module's name without what does not belong into it: {@code transformer.blocks.0.to_q} of {@code transformer._orig_mod.blocks.0.to_q}.
 * From the name alone, so it is a guess until some model has a module of that name.
 *
 * @param name with container and component
 * @param strays what was taken out, each once
 */
public record TidyName(String name, List<Stray> strays) {

    private static final Set<String> CONTAINERS = Set.of("base_model.model", "diffusion_model");
    private static final String TEXT_ENCODER = "text_encoder";
    private static final Pattern FLATTENED = Pattern.compile("(" + AdapterKey.FLATTENED_CONTAINER + ")[_.](.+)");
    private static final Pattern SEVERAL = Pattern.compile("(?<=.)_{2,}");
    private static final Pattern ADAPTER = Pattern.compile("default(?:_\\d+)?");
    /** Texts without which a name has no strays: a quick test, since a file may have 100,000 names. */
    private static final List<String> SIGNS = Stream.concat(
                    Arrays.stream(Wrapper.values()).map(Wrapper::word),
                    Stream.of("_.", "__", "..", "default", "diffusion_model.", "base_model."))
            .toList();

    public TidyName {
        strays = List.copyOf(strays);
    }

    /** The tidy name of the module of a tensor; empty if the tensor is no part of an adapter, or its name is tidy. */
    public static Optional<TidyName> ofTensor(String name) {
        return AdapterKey.parse(name).filter(key -> !key.isSat()).flatMap(key -> AdapterKey.path(name)).flatMap(TidyName::of);
    }

    /** The tidy name of a module that was parsed; empty if it is tidy. */
    public static Optional<TidyName> of(String container, String component, String module) {
        boolean flattened = !container.isEmpty() && FLATTENED.matcher(container + "_x").matches();
        String before = Stream.of(container, component).filter(one -> !one.isEmpty()).map(one -> one + ".").collect(Collectors.joining());
        return of(flattened ? container + "_" + module : before + module);
    }

    /** @param path of a module, with container and component, without the part */
    public static Optional<TidyName> of(String path) {
        boolean maybe = path.endsWith("_") || path.endsWith(".") || SIGNS.stream().anyMatch(path::contains) || isRepeated(path)
                || path.indexOf('.') > 0 && FLATTENED.matcher(path).matches();
        if (!maybe || path.startsWith("text_encoders.")) {
            return Optional.empty();
        }
        Set<Stray> strays = new LinkedHashSet<>();
        Matcher flattened = FLATTENED.matcher(path);
        String tidy = flattened.matches() ? flattened(flattened, strays) : dotted(path, strays);
        return strays.isEmpty() || tidy.equals(path) ? Optional.empty() : Optional.of(new TidyName(tidy, List.copyOf(strays)));
    }

    /** The parsed name of one of the module's tensors. */
    public AdapterKey key() {
        return AdapterKey.parse(Spelling.ALPHA.name(name, Part.ALPHA)).orElseThrow();
    }

    private static boolean isRepeated(String path) {
        int dot = path.indexOf('.');
        return dot > 0 && path.startsWith(path.substring(0, dot + 1), dot + 1);
    }

    private static String flattened(Matcher name, Set<Stray> strays) {
        String prefix = name.group(1).endsWith("_") ? name.group(1).substring(0, name.group(1).length() - 1) : name.group(1);
        String body = undotted(name.group().substring(prefix.length()), strays);
        for (Wrapper wrapper : Wrapper.values()) {
            String word = "_" + wrapper.word() + "_";
            boolean inFront = wrapper == Wrapper.PARALLEL && body.startsWith(word);
            String without = wrapper.isAnywhere() ? body.replace(word, "_") : inFront ? body.substring(word.length() - 1) : body;
            if (!without.equals(body)) {
                strays.add(new Stray(Kind.WRAPPER, wrapper.word(), wrapper.program()));
            }
            body = without;
        }
        String single = segment(body);
        if (!single.equals(body)) {
            strays.add(new Stray(Kind.SEPARATOR, "_", ""));
        }
        return prefix + single;
    }

    /** @param body what follows the prefix, with the separator in front */
    private static String undotted(String body, Set<Stray> strays) {
        List<String> segments = new ArrayList<>(List.of(body.substring(1).split("\\.")));
        withoutAdapterName(segments, strays);
        if (segments.size() > 1 || body.charAt(0) == '.') {
            strays.add(new Stray(Kind.DOTS, ".", ""));
        }
        return "_" + String.join("_", segments);
    }

    private static String dotted(String path, Set<Stray> strays) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("\\.", -1)) {
            String tidy = segment(segment);
            Optional<Wrapper> wrapper = wrapper(segment);
            if (wrapper.isPresent() && wrapper.get().isAnywhere()) {
                strays.add(new Stray(Kind.WRAPPER, segment, wrapper.get().program()));
            } else if (tidy.isEmpty()) {
                strays.add(new Stray(Kind.SEPARATOR, segment.isEmpty() ? "." : segment, ""));
            } else {
                if (!tidy.equals(segment)) {
                    strays.add(new Stray(Kind.SEPARATOR, "_", ""));
                }
                segments.add(tidy);
            }
        }
        withoutAdapterName(segments, strays);
        return String.join(".", prefixed(segments, strays));
    }

    private static Optional<Wrapper> wrapper(String word) {
        return Arrays.stream(Wrapper.values()).filter(one -> one.word().equals(word)).findFirst();
    }

    private static String segment(String segment) {
        String single = SEVERAL.matcher(segment).replaceAll("_");
        return single.endsWith("_") ? single.substring(0, single.length() - 1) : single;
    }

    private static void withoutAdapterName(List<String> segments, Set<Stray> strays) {
        if (segments.size() > 1 && ADAPTER.matcher(segments.getLast()).matches()) {
            strays.add(new Stray(Kind.ADAPTER_NAME, segments.removeLast(), ""));
        }
    }

    /** At most one container or component before the module, each word once. */
    private static List<String> prefixed(List<String> segments, Set<Stray> strays) {
        List<String> rest = new ArrayList<>(segments);
        String container = "";
        String component = "";
        while (rest.size() > 1) {
            String word = rest.getFirst();
            String two = word + "." + rest.get(1);
            Optional<Wrapper> wrapper = wrapper(word);
            if (CONTAINERS.contains(two) || CONTAINERS.contains(word)) {
                String found = CONTAINERS.contains(two) ? two : word;
                if (!container.isEmpty()) {
                    strays.add(new Stray(Kind.PREFIX, container, ""));
                }
                container = found;
                rest.subList(0, found.equals(two) ? 2 : 1).clear();
            } else if (AdapterKey.isComponent(word)) {
                if (!component.isEmpty()) {
                    strays.add(new Stray(Kind.PREFIX, component, ""));
                }
                component = word;
                rest.removeFirst();
            } else if (wrapper.isPresent() && !component.startsWith(TEXT_ENCODER)) {
                strays.add(new Stray(Kind.WRAPPER, word, wrapper.get().program()));
                rest.removeFirst();
            } else {
                break;
            }
        }
        List<String> whole = new ArrayList<>(component.isEmpty() ? List.of(container) : List.of(component));
        whole.removeAll(Collections.singleton(""));
        whole.addAll(rest);
        return whole;
    }
}
