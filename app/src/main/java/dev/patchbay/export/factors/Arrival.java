package dev.patchbay.export.factors;

/**
 * How many modules of an adapter a written file brings to a base model.
 *
 * @param base its name
 * @param arrived modules that the base has, in the sizes they need
 * @param of modules of the adapter under the rules of the export
 */
public record Arrival(String base, int arrived, int of) {

    public boolean isComplete() {
        return arrived == of;
    }
}
