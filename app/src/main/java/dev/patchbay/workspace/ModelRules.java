package dev.patchbay.workspace;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.FamilyEvidence;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.TensorFamilies;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.mapping.BuiltInRules;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleEntry;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses built-in rules for a full model: those whose result is most like the base, or like a model of the catalogue.
 *
 * @param base decides where it is given
 */
public record ModelRules(Optional<BaseModel> base) {

    private static final String TRANSFORMER_TO_SAT = "cogvideox-to-sat";
    private static final String VAE_TO_SAT = "cogvideox-vae-to-sat";

    /** Rules to diffusers' names; none if the file has them. */
    public RuleSet toDiffusers(Checkpoint checkpoint) {
        List<RuleSet> candidates = new ArrayList<>(List.of(RuleSet.EMPTY));
        candidates.addAll(BuiltInRules.suiting(checkpoint.tensors().keySet()));
        RuleSet best = RuleSet.EMPTY;
        double most = -1;
        for (RuleSet candidate : candidates) {
            MappingResult mapping = candidate.apply(checkpoint.infos());
            double likeness = mapping.problems().isEmpty() && !mapping.tensors().isEmpty() ? likeness(shapes(mapping)) : -1;
            if (likeness > most) {
                best = candidate;
                most = likeness;
            }
        }
        return best;
    }

    /** Rules to SAT's names; only renames nothing where the file is neither a transformer nor a VAE that SAT has. */
    public RuleSet toSat(Checkpoint checkpoint) {
        RuleSet first = toDiffusers(checkpoint);
        boolean vae = first.apply(checkpoint.infos()).tensors().stream().anyMatch(tensor -> tensor.name().startsWith("encoder."));
        RuleSet second = BuiltInRules.find(vae ? VAE_TO_SAT : TRANSFORMER_TO_SAT).orElseThrow();
        if (first.entries().isEmpty()) {
            return second;
        }
        List<RuleEntry> entries = new ArrayList<>(first.entries());
        entries.addAll(second.entries());
        return new RuleSet(first.name() + "; " + second.name(), "", first.source(), second.target(), entries);
    }

    private static Map<String, Shape> shapes(MappingResult mapping) {
        Map<String, Shape> shapes = LinkedHashMap.newLinkedHashMap(mapping.tensors().size());
        for (MappedTensor tensor : mapping.tensors()) {
            shapes.put(tensor.name(), tensor.info().shape());
        }
        return shapes;
    }

    private double likeness(Map<String, Shape> tensors) {
        return base.map(model -> model.components().stream().mapToDouble(component -> likeness(component, tensors)).max().orElse(0))
                .orElseGet(() -> TensorFamilies.rank(tensors).stream().findFirst().map(FamilyEvidence::score).orElse(0.0));
    }

    /** Share of the tensors of both that are equal in name and shape. */
    private static double likeness(ModuleDictionary component, Map<String, Shape> tensors) {
        long same = component.tensors().entrySet().stream()
                .filter(entry -> entry.getValue().equals(tensors.get(entry.getKey())))
                .count();
        long union = (long) component.tensors().size() + tensors.size() - same;
        return union == 0 ? 0 : (double) same / union;
    }
}
