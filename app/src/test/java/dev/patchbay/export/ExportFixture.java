package dev.patchbay.export;

import dev.patchbay.adapter.Adapter;
import dev.patchbay.adapter.AdapterAssembler;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.mapping.MappingResult;
import dev.patchbay.mapping.RuleSet;
import dev.patchbay.mapping.file.BuiltInRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** Checkpoints and rules that export tests share. */
public final class ExportFixture {

    public static final Path REFERENCE = Path.of("src/test/resources/reference/sat-tiny-30-layers");
    public static final Path DEMO = Path.of("src/main/resources/dev/patchbay/demo");

    private ExportFixture() {}

    public static RuleSet satRules() {
        return BuiltInRules.find("sat-lora-to-cogvideox").orElseThrow();
    }

    public static Checkpoint open(Path path) throws IOException {
        return TestOpener.OPENER.open(path);
    }

    public static Conversion export(Checkpoint checkpoint, RuleSet rules) throws IOException {
        return export(checkpoint, rules, OptionalDouble.empty());
    }

    public static Conversion export(Checkpoint checkpoint, RuleSet rules, OptionalDouble scale) throws IOException {
        MappingResult mapping = rules.apply(checkpoint.infos());
        Adapter adapter = AdapterAssembler.assemble(checkpoint, mapping, scale);
        return new Conversion(checkpoint, mapping, adapter);
    }
}
