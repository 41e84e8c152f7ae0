package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.index.NameKind;
import dev.patchbay.part.TidyName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The kinds of the names of an adapter's modules. Names may have something before them that no model has: a wrapper, or a prefix that only
 * the program knows that wrote the file. What stands before most names is taken for one. What looks like a component may belong to the
 * name, as in SAT's {@code transformer.layers.0.attention.dense}.
 */
final class ModuleKinds {

    /** Words before a name; more are not taken for a prefix. */
    private static final int LONGEST_PREFIX = 6;

    private static final int MOST_PREFIXES = 3;

    private final List<List<String>> words = new ArrayList<>();
    private final List<ModuleSize> modules;
    private final Predicate<String> known;

    /** @param known tells the kinds that some architecture has */
    ModuleKinds(List<ModuleSize> modules, Predicate<String> known) {
        this.modules = modules;
        this.known = known;
        modules.forEach(module -> words.add(NameKind.words(TidyName.of(module.name()).map(TidyName::name).orElse(module.name()))));
    }

    /** A kind for each module: without prefixes, once more for each prefix that may have to be taken off, and with components. */
    List<List<NameKind>> readings() {
        Map<List<String>, Integer> prefixes = new LinkedHashMap<>();
        words.forEach(name -> prefix(name, prefixes));
        Stream<List<String>> frequent = prefixes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_PREFIXES)
                .map(Map.Entry::getKey);
        Set<List<String>> all = new LinkedHashSet<>(List.of(List.of()));
        frequent.forEach(all::add);
        return Stream.concat(all.stream().map(this::without), withComponents().stream()).toList();
    }

    /** Empty if no name is known with its component. */
    private Optional<List<NameKind>> withComponents() {
        List<NameKind> kinds = new ArrayList<>(modules.size());
        boolean any = false;
        for (int i = 0; i < modules.size(); i++) {
            List<String> whole = new ArrayList<>(NameKind.words(modules.get(i).component()));
            boolean has = !modules.get(i).component().isEmpty();
            whole.addAll(words.get(i));
            boolean isKnown = has && known.test(kind(whole).text());
            any |= isKnown;
            kinds.add(piece(i, kind(isKnown ? whole : words.get(i))));
        }
        return any ? Optional.of(kinds) : Optional.empty();
    }

    private NameKind piece(int module, NameKind kind) {
        OptionalInt piece = modules.get(module).piece();
        return piece.isPresent() ? kind.piece(piece.getAsInt()) : kind;
    }

    /** Counts the shortest prefix without which a model has a module of this kind. Numbers count blocks, so none is part of a prefix. */
    private void prefix(List<String> name, Map<List<String>, Integer> prefixes) {
        for (int i = 0; i < name.size() && i <= LONGEST_PREFIX; i++) {
            if (known.test(kind(name.subList(i, name.size())).text())) {
                prefixes.merge(name.subList(0, i), 1, Integer::sum);
                return;
            }
            if (NameKind.isNumber(name.get(i))) {
                return;
            }
        }
    }

    /** SAT numbers the pieces of every layer, also of those that have only one. */
    private NameKind kind(List<String> name) {
        NameKind kind = NameKind.of(name);
        boolean onlyPiece = name.size() > 1 && name.getLast().equals("0") && !known.test(kind.text());
        return onlyPiece ? NameKind.of(name.subList(0, name.size() - 1)) : kind;
    }

    private List<NameKind> without(List<String> prefix) {
        List<NameKind> kinds = new ArrayList<>(modules.size());
        for (int i = 0; i < modules.size(); i++) {
            List<String> name = words.get(i);
            boolean starts = name.size() > prefix.size() && name.subList(0, prefix.size()).equals(prefix);
            kinds.add(piece(i, kind(starts ? name.subList(prefix.size(), name.size()) : name)));
        }
        return kinds;
    }
}
