package dev.patchbay.basemodel.catalog;

import dev.patchbay.basemodel.index.ArchitectureIndex;
import dev.patchbay.basemodel.index.KindSpan;
import dev.patchbay.basemodel.index.NameKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which modules of an adapter, by their positions, one architecture has: counted for all architectures of an index at once. */
final class ModuleTally {

    private final BitSet named = new BitSet();
    private final BitSet fitting = new BitSet();
    private final BitSet foreignNamed = new BitSet();
    private final BitSet foreignFitting = new BitSet();
    /** Numbers of the blocks that fitting modules reach, by the list that numbers them. */
    private final Map<String, BitSet> blocks = new HashMap<>();
    private final int architecture;
    private final ArchitectureIndex index;

    private ModuleTally(int architecture, ArchitectureIndex index) {
        this.architecture = architecture;
        this.index = index;
    }

    /** One for each architecture of the index. */
    static List<ModuleTally> of(List<ModuleSize> modules, List<NameKind> kinds, ArchitectureIndex index) {
        List<ModuleTally> tallies = new ArrayList<>();
        for (int i = 0; i < index.architectures().size(); i++) {
            tallies.add(new ModuleTally(i, index));
        }
        for (int i = 0; i < modules.size(); i++) {
            NameKind kind = kinds.get(i);
            for (KindSpan span : index.spans(kind.text())) {
                if (span.has(kind.numbers())) {
                    tallies.get(span.architecture()).add(i, modules.get(i), kind, span);
                }
            }
        }
        return tallies;
    }

    private void add(int position, ModuleSize module, NameKind kind, KindSpan span) {
        named.set(position);
        foreignNamed.set(position, foreignNamed.get(position) || !span.isOwn());
        if (module.fits(span.weight())) {
            fitting.set(position);
            foreignFitting.set(position, foreignFitting.get(position) || !span.isOwn());
            kind.list().ifPresent(list -> blocks.computeIfAbsent(list, one -> new BitSet()).set(kind.numbers().getFirst()));
        }
    }

    EncoderModules.Match all() {
        return new EncoderModules.Match(named, fitting);
    }

    /** Those that are named as in another program. */
    EncoderModules.Match foreign() {
        return new EncoderModules.Match(foreignNamed, foreignFitting);
    }

    /** How many blocks the fitting modules reach. */
    int reachedBlocks() {
        return blocks.values().stream().mapToInt(BitSet::cardinality).sum();
    }

    /** How many blocks there are in the lists of which any is reached. */
    int blocks() {
        return blocks.keySet().stream().mapToInt(list -> index.blocks(architecture, list)).sum();
    }
}
