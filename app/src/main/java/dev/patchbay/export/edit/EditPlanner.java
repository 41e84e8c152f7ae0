package dev.patchbay.export.edit;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.adapter.config.Declarations;
import dev.patchbay.adapter.config.DeclaredConfig;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.StoredTensor;
import dev.patchbay.export.factors.DerivationJson;
import dev.patchbay.export.factors.ExportException;
import dev.patchbay.export.factors.ExportTensor;
import dev.patchbay.export.factors.RealScales;
import dev.patchbay.export.factors.RealValues;
import dev.patchbay.export.factors.ScaleFold;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.message.Message;
import dev.patchbay.task.StepCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** Decides what an edited file holds. */
record EditPlanner(Checkpoint checkpoint, Adapter adapter, EditWishes wishes, StepCount steps) {

    private static final ScaleFold FOLD = new ScaleFold(Optional.empty());

    EditPlan plan() throws IOException {
        List<NamedPiece> pieces = pieces();
        Optional<KeyPattern> idle = wishes.patterns()
                .filter(pattern -> pieces.stream().noneMatch(one -> one.isMatchedBy(pattern)))
                .findFirst();
        if (idle.isPresent()) {
            String example = pieces.isEmpty() ? "-" : pieces.getFirst().name();
            throw new ExportException(Message.of("export.edit.nothingMatches", checkpoint.path(), idle.get(), example));
        }
        List<NamedPiece> kept = pieces.stream().filter(piece -> piece.isKept(wishes)).toList();
        List<AdapterModule> modules = kept.stream().flatMap(piece -> piece.module().stream()).toList();
        if (modules.isEmpty()) {
            throw new ExportException(Message.of("export.edit.nothingLeft", checkpoint.path()));
        }
        RealScales.demand(checkpoint.path(), modules);
        Map<Double, List<String>> strengthened = new TreeMap<>();
        List<ExportTensor> tensors = tensors(kept, strengths(kept, strengthened));
        RealValues.demand(checkpoint, tensors);
        List<String> removed = pieces.stream().filter(piece -> !piece.isKept(wishes)).map(NamedPiece::name).toList();
        Map<String, String> metadata = metadata();
        List<String> forgotten = checkpoint.metadata().keySet().stream().filter(key -> !metadata.containsKey(key)).sorted().toList();
        Optional<String> config = Optional.ofNullable(checkpoint.companions().get(Declarations.CONFIG_FILE))
                .map(text -> removed.isEmpty() ? text : narrowed(text, modules));
        return new EditPlan(tensors, metadata, config, modules, removed, strengthened, forgotten);
    }

    private String narrowed(String config, List<AdapterModule> kept) {
        return Declarations.of(checkpoint).adapterConfig()
                .flatMap(DeclaredConfig::targets)
                .map(selection -> RemainingModulesJson.config(config, selection, kept))
                .orElse(config);
    }

    private List<NamedPiece> pieces() {
        List<NamedPiece> pieces = new ArrayList<>(adapter.modules().stream().map(NamedPiece::of).toList());
        Set<String> ofModules = new HashSet<>();
        pieces.forEach(piece -> ofModules.addAll(piece.tensors()));
        checkpoint.tensors().keySet().stream().filter(name -> !ofModules.contains(name)).map(NamedPiece::of).forEach(pieces::add);
        return pieces;
    }

    /** Factors by stored name, of those that get another than 1. */
    private Map<String, Double> strengths(List<NamedPiece> kept, Map<Double, List<String>> strengthened) throws ExportException {
        Map<String, Double> factors = new HashMap<>();
        for (NamedPiece piece : kept) {
            OptionalDouble strength = piece.strength(wishes.strengths());
            if (strength.isEmpty()) {
                continue;
            }
            List<MappedTensor> parts = piece.module().map(StrongParts::of).orElse(List.of());
            if (parts.isEmpty()) {
                throw new ExportException(Message.of("export.edit.noStrength", checkpoint.path(), piece.name()));
            }
            for (MappedTensor part : parts) {
                Double other = factors.put(part.source(), strength.getAsDouble());
                if (other != null && other != strength.getAsDouble()) {
                    throw new ExportException(Message.of(
                            "export.edit.sharedPart", checkpoint.path(), part.source(), other, strength.getAsDouble()));
                }
            }
            strengthened.computeIfAbsent(strength.getAsDouble(), value -> new ArrayList<>()).add(piece.name());
        }
        return factors;
    }

    /** A tensor that modules share stays as long as one of them does. */
    private List<ExportTensor> tensors(List<NamedPiece> kept, Map<String, Double> factors) throws IOException {
        Set<String> names = new HashSet<>();
        kept.forEach(piece -> names.addAll(piece.tensors()));
        List<ExportTensor> tensors = new ArrayList<>(names.size());
        for (StoredTensor tensor : checkpoint.tensors().values()) {
            String name = tensor.info().name();
            if (names.contains(name)) {
                steps.next(Message.of("export.edit.planning", name));
                tensors.add(tensor(tensor, name, factors.getOrDefault(name, 1.0)));
            }
        }
        return tensors;
    }

    private static ExportTensor tensor(StoredTensor tensor, String name, double factor) throws IOException {
        return factor == 1
                ? new ExportTensor(tensor.info(), tensor.data(), 1, List.of(name))
                : FOLD.fold(name, tensor.data(), List.of(name), factor);
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new TreeMap<>(checkpoint.metadata());
        metadata.keySet().removeAll(Declarations.HASHES);
        metadata.putIfAbsent("format", "pt");
        Optional<String> known = Optional.ofNullable(metadata.get(Declarations.PROVENANCE_KEY));
        metadata.put(Declarations.PROVENANCE_KEY, DerivationJson.extended(known, "edit", wishes.how()));
        metadata.keySet().removeAll(wishes.unset());
        metadata.putAll(wishes.set());
        return metadata;
    }
}
