package dev.patchbay.inspection.fit;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.catalog.ModuleSize;
import dev.patchbay.message.Message;
import dev.patchbay.tensor.name.BlockTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Groups of modules, as problems name them. */
public final class Modules {

    private Modules() {}

    /** Modules by a property, in the order of the file. */
    public static <K> Map<K, List<ModuleFit>> by(List<ModuleFit> fits, Function<ModuleFit, K> property) {
        return fits.stream().collect(Collectors.groupingBy(property, LinkedHashMap::new, Collectors.toList()));
    }

    /** "30 blocks", or "1 module". */
    public static Message count(List<ModuleFit> fits) {
        String template = BlockTemplate.of(fits.getFirst().module().module());
        if (fits.size() == 1) {
            return Message.of("inspection.count.one");
        }
        boolean blocks = template.contains(BlockTemplate.BLOCK)
                && fits.stream().allMatch(fit -> BlockTemplate.of(fit.module().module()).equals(template));
        return Message.of(blocks ? "inspection.count.blocks" : "inspection.count.modules", fits.size());
    }

    /** The name where there is one module; for several that of the first, with {@code {i}} for the block that they differ in. */
    public static String shown(List<ModuleFit> fits) {
        String name = fits.getFirst().module().module();
        return fits.size() == 1 ? name : BlockTemplate.of(name);
    }

    /** What the file has, without what is known of the base. */
    public static List<AdapterModule> of(List<ModuleFit> fits) {
        return fits.stream().map(ModuleFit::module).toList();
    }

    /** "2 tensors". */
    public static Message tensors(int count) {
        return count == 1 ? Message.of("inspection.count.tensor") : Message.of("inspection.count.tensors", count);
    }

    public static ModuleSize size(ModuleFit fit) {
        AdapterModule module = fit.module();
        return new ModuleSize(module.container(), module.component(), module.module(), module.piece(), fit.in(), fit.out());
    }
}
