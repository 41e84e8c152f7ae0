package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorName;
import dev.patchbay.tensor.name.NameForm;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The labels of proposals. */
public final class Labels {

    /** Most modules that are listed by name. */
    private static final int MOST_NAMES = 6;

    private final Candidates candidates;
    private final LinkFinder links;

    public Labels(Candidates candidates, LinkFinder links) {
        this.candidates = candidates;
        this.links = links;
    }

    /** "this module (2 tensors)". */
    public static IntFunction<Message> single() {
        return tensors -> Message.of("matching.thisModule", tensors);
    }

    /** "every module by its own name: 120 modules (240 tensors)". */
    public static IntFunction<Message> whole(int modules) {
        return tensors -> Message.of("matching.everyModule", modules, tensors);
    }

    /** "to_q, to_k and to_v in all 30 blocks (180 tensors)", "all of attn1 in all 30 blocks (240 tensors)". */
    public IntFunction<Message> reach(List<LinkedPair> linkedPairs, String scope) {
        Object what = isWhole(linkedPairs, scope) ? scopeName(linkedPairs.getFirst(), scope) : list(names(linkedPairs, scope));
        LinkedPair first = linkedPairs.getFirst();
        int blocks = linkedPairs.stream().mapToInt(LinkedPair::blocks).max().orElseThrow();
        int possible = links.possibleBlocks(first);
        return tensors -> {
            if (first.link().isEmpty()) {
                return Message.of("matching.here", what, tensors);
            }
            return blocks == possible
                    ? Message.of("matching.allBlocks", what, blocks, tensors)
                    : Message.of("matching.someBlocks", what, blocks, possible, tensors);
        };
    }

    /** The same label with the assignments listed that follow from order alone, so that a person can check them. */
    public IntFunction<Message> withOrder(IntFunction<Message> label, Map<LowRankPair, ModuleInfo> parts, String scope) {
        String order = parts.entrySet().stream()
                .map(part -> part.getKey().down().name() + " → " + Names.relative(part.getValue().name(), scope))
                .collect(Collectors.joining(", "));
        return tensors -> Message.of("matching.withOrder", label.apply(tensors), order);
    }

    /** The same label with two examples that show which number is taken for the block. */
    public static IntFunction<Message> withExample(IntFunction<Message> label, LinkedPair linked) {
        List<Map.Entry<LowRankPair, ModuleInfo>> reached = List.copyOf(linked.reached().entrySet());
        Map.Entry<LowRankPair, ModuleInfo> last = reached.getLast();
        Map.Entry<LowRankPair, ModuleInfo> before = reached.get(Math.max(0, reached.size() - 2));
        if (before.equals(last)) {
            return tensors -> Message.of("matching.example", label.apply(tensors), last.getKey().down().name(), last.getValue().name());
        }
        return tensors -> Message.of(
                "matching.examples",
                label.apply(tensors),
                before.getKey().down().name(),
                before.getValue().name(),
                last.getKey().down().name(),
                last.getValue().name());
    }

    private boolean isWhole(List<LinkedPair> linkedPairs, String scope) {
        List<ModuleInfo> modules = linkedPairs.stream().map(LinkedPair::module).toList();
        return linkedPairs.size() > 1 && candidates.modulesUnder(scope).stream().allMatch(modules::contains);
    }

    /** Name of the scope relative to its block: "all of attn1"; "everything" if it is the block itself. */
    private static Message scopeName(LinkedPair linked, String scope) {
        int block = NameForm.of(linked.module().name()).lengthThrough(linked.link().lastBase());
        String name = block == 0 ? Names.last(scope) : scope.substring(Math.min(scope.length(), block + 1));
        return name.isEmpty() || TensorName.isIndex(name) ? Message.of("matching.everything") : Message.of("matching.allOf", name);
    }

    private List<String> names(List<LinkedPair> linkedPairs, String scope) {
        return linkedPairs.stream().sorted(candidates.reading()).map(linked -> Names.relative(linked.module().name(), scope)).toList();
    }

    /** "a", "a and b", "a, b and c". */
    private static Object list(List<String> names) {
        if (names.size() == 1) {
            return names.getFirst();
        }
        if (names.size() > MOST_NAMES) {
            return Message.of("matching.listMore", String.join(", ", names.subList(0, MOST_NAMES - 1)), names.size() - MOST_NAMES + 1);
        }
        return Message.of("matching.list", String.join(", ", names.subList(0, names.size() - 1)), names.getLast());
    }
}
