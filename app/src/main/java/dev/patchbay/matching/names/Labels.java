package dev.patchbay.matching.names;

import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.TensorName;
import dev.patchbay.tensor.name.NameForm;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What proposals are called. */
public final class Labels {

    /** Longer lists of modules are cut. */
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
    public IntFunction<Message> reach(List<Strand> strands, String scope) {
        Object what = isWhole(strands, scope) ? scopeName(strands.getFirst(), scope) : list(names(strands, scope));
        Strand first = strands.getFirst();
        int blocks = strands.stream().mapToInt(Strand::blocks).max().orElseThrow();
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

    /** The same label, with what was matched by order alone spelled out. */
    public IntFunction<Message> withOrder(IntFunction<Message> label, Map<LowRankPair, ModuleInfo> parts, String scope) {
        String order = parts.entrySet().stream()
                .map(part -> part.getKey().down().name() + " → " + Names.relative(part.getValue().name(), scope))
                .collect(Collectors.joining(", "));
        return tensors -> Message.of("matching.withOrder", label.apply(tensors), order);
    }

    /** The same label, with two examples that show which number is meant for the block. */
    public static IntFunction<Message> withExample(IntFunction<Message> label, Strand strand) {
        List<Map.Entry<LowRankPair, ModuleInfo>> reached = List.copyOf(strand.reached().entrySet());
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

    private boolean isWhole(List<Strand> strands, String scope) {
        List<ModuleInfo> modules = strands.stream().map(Strand::module).toList();
        return strands.size() > 1 && candidates.modulesUnder(scope).stream().allMatch(modules::contains);
    }

    /** What the scope is called inside of its block: "all of attn1"; "everything" if it is the block. */
    private static Message scopeName(Strand strand, String scope) {
        int block = NameForm.of(strand.module().name()).lengthThrough(strand.link().lastBase());
        String name = block == 0 ? Names.last(scope) : scope.substring(Math.min(scope.length(), block + 1));
        return name.isEmpty() || TensorName.isIndex(name) ? Message.of("matching.everything") : Message.of("matching.allOf", name);
    }

    private List<String> names(List<Strand> strands, String scope) {
        return strands.stream().sorted(candidates.reading()).map(strand -> Names.relative(strand.module().name(), scope)).toList();
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
