package dev.patchbay.ui.patch.heat;

import dev.patchbay.adapter.AdapterModule;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.basemodel.ModuleInfo;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.fit.ModuleReach;
import dev.patchbay.mapping.MappedTensor;
import dev.patchbay.part.Part;
import dev.patchbay.task.Cancellation;
import dev.patchbay.tensor.name.BlockName;
import dev.patchbay.tensor.name.NaturalOrder;
import dev.patchbay.ui.patch.tree.FitState;
import dev.patchbay.ui.patch.tree.TensorFits;
import dev.patchbay.workspace.Analysis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Lays out an analysed adapter as a heat strip. To be run off the FX thread: 50,000 modules take some tenths of a second. */
final class HeatStripBuilder {

    private final Analysis analysis;
    private final Optional<InspectionReport> report;
    private final TensorFits fits;
    private final boolean severalComponents;
    private final Cancellation cancellation;
    private final Map<String, HeatStrip.Block> blocks = new LinkedHashMap<>();
    private final Set<String> targets = new LinkedHashSet<>();
    private final Map<Where, HeatCell> cells = new LinkedHashMap<>();
    private final Map<String, Integer> blockOrder = new HashMap<>();
    private final Map<String, Integer> targetOrder = new HashMap<>();

    private HeatStripBuilder(Analysis analysis, Cancellation cancellation) {
        this.analysis = analysis;
        this.cancellation = cancellation;
        this.report = analysis.report();
        this.fits = TensorFits.of(analysis);
        this.severalComponents = analysis.adapter().modules().stream().map(this::component).distinct().limit(2).count() > 1;
    }

    static HeatStrip of(Analysis analysis, Cancellation cancellation) {
        return new HeatStripBuilder(analysis, cancellation).strip();
    }

    private HeatStrip strip() {
        analysis.adapter().modules().forEach(this::add);
        analysis.state().base().ifPresent(this::addFree);
        targets.forEach(target -> targetOrder.putIfAbsent(target, targetOrder.size())); // others in file order
        List<HeatStrip.Block> columns = columns();
        List<String> rows = inOrder(targets, targetOrder);
        Map<String, Integer> columnOf = positions(columns.stream().map(HeatStrip.Block::name).toList());
        Map<String, Integer> rowOf = positions(rows);
        Map<HeatStrip.Position, HeatCell> placed = HashMap.newHashMap(cells.size());
        cells.forEach((where, cell) ->
                placed.put(new HeatStrip.Position(columnOf.getOrDefault(where.block(), 0), rowOf.getOrDefault(where.target(), 0)), cell));
        long mostRank = cells.values().stream().mapToLong(HeatCell::rank).max().orElse(0);
        double mostNorm = cells.values().stream().flatMapToDouble(cell -> cell.norm().stream()).max().orElse(0);
        Map<FitState, Integer> counts = new EnumMap<>(FitState.class);
        cells.values().forEach(cell -> counts.merge(cell.state(), 1, Integer::sum));
        return new HeatStrip(columns, rows, Collections.unmodifiableMap(placed), counts, mostRank, mostNorm);
    }

    private void add(AdapterModule module) {
        cancellation.check();
        String component = component(module);
        List<String> tensors = module.parts().entrySet().stream()
                .filter(part -> part.getKey() != Part.ALPHA)
                .map(Map.Entry::getValue)
                .map(MappedTensor::source)
                .toList();
        OptionalDouble norm = report.map(found -> found.norms().get(module.address())).map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
        HeatCell cell = new HeatCell(component, module.module(), state(module, component, tensors), tensors, module.rank(), norm);
        Where where = where(component, module.module());
        targets.add(where.target());
        cells.merge(where, cell, (one, other) -> one.state().and(other.state()) == one.state() ? one : other);
    }

    private FitState state(AdapterModule module, String component, List<String> tensors) {
        if (report.isEmpty()) {
            return FitState.UNCHECKED;
        }
        ModuleReach reach = report.get().reaches().get(component + "." + module.module());
        FitState byShape = reach == null ? FitState.UNMATCHED : reach.fits() ? FitState.FITS : FitState.MISMATCHED;
        return byShape.and(fits.beyondShape(tensors));
    }

    /**
     * Adds the base modules that the adapter could reach but does not: the same target modules in other blocks. Also fixes the order of
     * rows and columns.
     */
    private void addFree(BaseModel base) {
        Set<String> adapted = cells.values().stream().map(HeatCell::component).collect(Collectors.toSet());
        for (ModuleDictionary dictionary : base.components()) {
            String component = dictionary.component();
            for (ModuleInfo module : adapted.contains(component) ? dictionary.modules() : List.<ModuleInfo>of()) {
                cancellation.check();
                Where where = where(component, module.name());
                blockOrder.putIfAbsent(where.block(), blockOrder.size());
                targetOrder.putIfAbsent(where.target(), targetOrder.size());
                if (module.adaptable() && targets.contains(where.target())) {
                    cells.putIfAbsent(
                            where, new HeatCell(component, module.name(), FitState.FREE, List.of(), 0, OptionalDouble.empty()));
                }
            }
        }
    }

    private String component(AdapterModule module) {
        return module.component().isEmpty()
                ? analysis.state().base().map(base -> base.main().component()).orElse("")
                : module.component();
    }

    private Where where(String component, String module) {
        BlockName plain = BlockName.of(module);
        BlockName name = severalComponents ? plain.in(component) : plain;
        blocks.computeIfAbsent(name.block(), block -> new HeatStrip.Block(name.group(), block, name.label()));
        return new Where(name.block(), name.target());
    }

    /** The blocks that have at least one cell. */
    private List<HeatStrip.Block> columns() {
        Set<String> used = cells.keySet().stream().map(Where::block).collect(Collectors.toSet());
        List<HeatStrip.Block> columns = new ArrayList<>();
        for (String block : inOrder(used, blockOrder)) {
            HeatStrip.Block column = blocks.get(block);
            if (column != null) {
                columns.add(column);
            }
        }
        Set<String> groups = columns.stream().map(HeatStrip.Block::group).collect(Collectors.toSet());
        // down_blocks.1 of a UNet is both a block and a group of blocks.
        columns.replaceAll(column -> groups.contains(column.name()) ? new HeatStrip.Block(column.name(), column.name(), "") : column);
        return columns;
    }

    private static List<String> inOrder(Set<String> names, Map<String, Integer> order) {
        return names.stream()
                .sorted(Comparator.comparing((String name) -> name.isEmpty() || name.endsWith(".")) // modules outside any block come last
                        .thenComparing(name -> order.getOrDefault(name, Integer.MAX_VALUE))
                        .thenComparing(NaturalOrder.OF_NAMES))
                .toList();
    }

    private static Map<String, Integer> positions(List<String> names) {
        Map<String, Integer> positions = HashMap.newHashMap(names.size());
        names.forEach(name -> positions.put(name, positions.size()));
        return positions;
    }

    /** Names of a cell's block and target. */
    private record Where(String block, String target) {}
}
