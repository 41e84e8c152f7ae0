package dev.patchbay.export.adapter;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.naming.NativeNames;
import dev.patchbay.loader.Program;
import dev.patchbay.loader.ProgramNames;
import dev.patchbay.loader.config.CanonicalModule;
import dev.patchbay.mapping.RenameRule;
import dev.patchbay.mapping.Rule;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.NameTemplate;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names of modules of an unknown family: ComfyUI looks for any model's modules behind one container. So names that already stand there
 * stay, and so do the names of an opened base that all modules are found in.
 */
final class GenericNames {

    private GenericNames() {}

    static Optional<ProgramNames> of(Program target, List<CanonicalModule> modules, Optional<BaseModel> base) {
        if (target != Program.COMFYUI) {
            return Optional.empty();
        }
        boolean kept = modules.stream().map(CanonicalModule::module).allMatch(module -> {
            String path = WritableModules.COMFYUI + "." + module.module() + ".";
            return module.tensors().stream().allMatch(tensor -> tensor.source().startsWith(path));
        });
        return kept
                ? Optional.of(names(RuleSet.EMPTY))
                : base.filter(model -> hasAll(model, modules)).map(model -> names(withoutPrefix(model.main().component())));
    }

    private static boolean hasAll(BaseModel model, List<CanonicalModule> modules) {
        return modules.stream()
                .allMatch(one -> one.component().equals(model.main().component())
                        && model.main().module(one.module().module()).isPresent());
    }

    private static ProgramNames names(RuleSet rules) {
        Map<String, String> templates = Map.of("*", WritableModules.COMFYUI + ".{module}");
        return new ProgramNames(Program.COMFYUI, AdapterFamily.UNKNOWN, rules, templates, Optional.empty(), Optional.empty());
    }

    /** Files of whole pipelines have something before the names of the denoiser. */
    private static RuleSet withoutPrefix(String component) {
        List<Rule> rules = new ArrayList<>();
        for (String prefix : NativeNames.PREFIXES) {
            try {
                rules.add(new RenameRule(
                        KeyPattern.parse(component + "." + prefix + "{rest:**}"), NameTemplate.parse(component + ".{rest}")));
            } catch (RuleSyntaxException e) {
                throw new IllegalStateException(prefix, e);
            }
        }
        return RuleSet.of(rules);
    }
}
