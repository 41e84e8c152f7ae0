package dev.patchbay.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.BaseModels;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class InspectionTest {

    static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");
    static final Path DEMO = Path.of("src/main/resources/dev/patchbay/demo");

    @Test
    void show() throws Exception {
        show(REFERENCE.resolve("sat-lora"), REFERENCE.resolve("diffusers-transformer").toString(), RuleSet.EMPTY);
        show(DEMO.resolve("trail-sat"), DEMO.resolve("pipeline").toString(), RuleSet.EMPTY);
        show(DEMO.resolve("outline-peft"), DEMO.resolve("pipeline").toString(), RuleSet.EMPTY);
        show(DEMO.resolve("trail-diffusers.safetensors"), DEMO.resolve("pipeline").toString(), RuleSet.EMPTY);
        show(DEMO.resolve("trail-sat"), "wan2.1-t2v-1.3b", RuleSet.EMPTY);
        show(DEMO.resolve("trail-sat"), "cogvideox-2b", RuleSet.EMPTY);
    }

    private static void show(Path path, String baseName, RuleSet rules) throws Exception {
        try (Checkpoint checkpoint = TestOpener.OPENER.open(path)) {
            BaseModel base = new BaseModels(TestOpener.OPENER).resolve(baseName);
            MappingResult mapping = rules.apply(checkpoint.infos());
            Adapter adapter = AdapterAssembler.assemble(checkpoint, mapping, OptionalDouble.empty());
            long start = System.nanoTime();
            InspectionReport report = Inspection.inspect(checkpoint, mapping, adapter, base, Expectation.NONE);
            System.out.println("== " + path.getFileName() + " on " + base.name() + " family " + base.family() + " ms " + (System.nanoTime() - start) / 1000000);
            report.problems().forEach(p -> {
                System.out.println(p.severity() + " " + p.code() + " [" + p.axis() + "] n=" + p.tensors().size() + " exp=" + p.expected() + " found=" + p.found() + "\n    " + p.message());
                p.fixes().forEach(f -> System.out.println("    FIX " + f.certain() + " " + f.label()));
            });
            System.out.println(report.verdict().outcome() + " " + report.verdict().applied() + "/" + report.verdict().of() + " " + report.verdict().message());
            FamilyFinder.rank(checkpoint, adapter).forEach(f -> System.out.println("  FAMILY " + f.name() + " " + f.score() + " " + f.evidence() + f.sameAs()));
            assertThat(report.tensorStates()).hasSize(checkpoint.tensors().size());
        }
    }
}
