package dev.patchbay.export.factors;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import java.util.List;

/**
 * How many modules of an adapter a written file brings to a base model.
 *
 * @param base its name
 * @param arrived modules that the base has, in the sizes they need
 * @param of modules of the adapter under the rules of the export
 */
public record Arrival(String base, int arrived, int of) {

    /** Counts the modules of adapters that the base has, under whatever name, in the sizes they need. */
    public static Arrival of(BaseModel base, List<Adapter> adapters) {
        BasePlaces places = new BasePlaces(base);
        List<AdapterModule> modules = adapters.stream().flatMap(adapter -> adapter.modules().stream()).toList();
        long arrived = modules.stream().filter(places::arrives).count();
        return new Arrival(base.name(), (int) arrived, modules.size());
    }

    public boolean isComplete() {
        return arrived == of;
    }
}
