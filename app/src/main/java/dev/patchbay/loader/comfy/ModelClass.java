package dev.patchbay.loader.comfy;

import java.util.List;
import java.util.Optional;

/**
 * What ComfyUI knows of the models of one of its classes ({@code comfy/model_base.py}).
 *
 * @param version of ComfyUI whose key map this is
 * @param namespaces in which Patchbay has ComfyUI's names of the modules; none if they are diffusers'
 * @param parameters what is changed in diffusers' names of tensors that are neither weights nor biases; empty if ComfyUI has none of them
 * @param lacks what diffusers' models may have and ComfyUI's have not, as beginnings of its names
 * @param loads what ComfyUI changes in the names of weights when it opens a model
 * @param own further names by which a weight is found: {@code {name}} for its own, {@code {flat}} with underscores for dots
 * @param spelled what is changed in the weight's own name before
 * @param under only weights under this prefix have such names, without it
 * @param tables of diffusers' names by which weights are found, too
 */
record ModelClass(
        String version,
        List<String> namespaces,
        Optional<List<Replacement>> parameters,
        List<String> lacks,
        List<Replacement> loads,
        List<String> own,
        List<Replacement> spelled,
        String under,
        List<Names> tables) {

    ModelClass {
        namespaces = List.copyOf(namespaces);
        parameters = parameters.map(List::copyOf);
        lacks = List.copyOf(lacks);
        loads = List.copyOf(loads);
        own = List.copyOf(own);
        spelled = List.copyOf(spelled);
        tables = List.copyOf(tables);
    }

    /** A model of which ComfyUI has only the names that every model has. */
    static ModelClass any(String version) {
        return new ModelClass(version, List.of(), Optional.empty(), List.of(), List.of(), List.of(), List.of(), "", List.of());
    }

    /**
     * Diffusers' names of weights, and how they stand in a file.
     *
     * @param table in {@code tables.json}, or that of the family's naming scheme: {@link #SCHEME}
     * @param forms {@code {name}} for the name, {@code {flat}} with underscores for dots, {@code {processor}} spelled as an attention
     *     processor
     */
    record Names(String table, List<String> forms) {

        private static final String SCHEME = "scheme";

        Names {
            forms = List.copyOf(forms);
        }

        boolean isOfScheme() {
            return table.equals(SCHEME);
        }
    }
}
