package dev.patchbay.export.resize;

import dev.patchbay.adapter.ModuleChange;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.inspection.fit.AdapterFit;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import dev.patchbay.mapping.file.KnownRules;
import dev.patchbay.mapping.pattern.ModuleNames;
import dev.patchbay.mapping.search.RuleSearch;
import dev.patchbay.mapping.search.RuleSearch.Found;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules by which a resize reads the names of a file; the new file keeps the stored names. Almost every file needs none; names that do not
 * spell a pair, such as MLX's, do. Rules must not split or fuse a tensor, since the result could not be written back under the stored name.
 */
public final class ResizeRules {

    private static final String MLX = "mlx";

    private ResizeRules() {}

    static RuleSet choose(Checkpoint checkpoint) {
        return choose(checkpoint, new RuleSearch(checkpoint.infos(), ModuleNames.NONE, KnownRules.BUILT_IN));
    }

    /**
     * The rule set under which most low-rank modules are found; the empty set where that finds as many.
     *
     * @param search over the file's names
     */
    public static RuleSet choose(Checkpoint checkpoint, RuleSearch search) {
        List<RuleSet> candidates = new ArrayList<>(List.of(RuleSet.EMPTY));
        candidates.addAll(search.own());
        BuiltInRules.find(MLX).ifPresent(candidates::add);
        return search.best(candidates, result -> modules(checkpoint, result)).map(Found::rules).orElse(RuleSet.EMPTY);
    }

    private static Optional<Long> modules(Checkpoint checkpoint, MappingResult result) {
        if (!result.problems().isEmpty() || !keepsTensors(result)) {
            return Optional.empty();
        }
        return Optional.of(AdapterFit.named(checkpoint, result).modules().stream()
                .filter(module -> new ModuleChange(checkpoint, module).isLowRank())
                .count());
    }

    static void refuse(Checkpoint checkpoint, RuleSet rules) throws ExportException {
        if (!keepsTensors(rules.apply(checkpoint.infos()))) {
            throw new ExportException(Message.of("export.resize.cutByRules"));
        }
    }

    /** True if every result is one stored tensor, and no stored tensor has two. */
    private static boolean keepsTensors(MappingResult result) {
        List<MappedTensor> tensors = result.tensors();
        return tensors.stream().allMatch(tensor -> tensor.sources().size() == 1)
                && tensors.stream().map(MappedTensor::source).distinct().count() == tensors.size();
    }
}
