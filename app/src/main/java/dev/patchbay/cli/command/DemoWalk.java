package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.CliServices;
import dev.patchbay.cli.input.CommandException;
import dev.patchbay.cli.report.AdapterSummary;
import dev.patchbay.cli.report.ProblemFields;
import dev.patchbay.cli.terminal.GenerationProgress;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.export.Conversion;
import dev.patchbay.export.ExportReport;
import dev.patchbay.export.adapter.ExportPlan;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.Sampling;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.inspection.InspectionReport;
import dev.patchbay.inspection.problem.QuickFix;
import dev.patchbay.loader.Program;
import dev.patchbay.message.Message;
import dev.patchbay.video.ClipWriter;
import dev.patchbay.workspace.Analysis;
import dev.patchbay.workspace.Analyzer;
import dev.patchbay.workspace.DemoFiles;
import dev.patchbay.workspace.PlayedAdapter;
import dev.patchbay.workspace.WorkspaceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Goes from the broken LoRA to both clips and prints each step: the same way as in the window. */
final class DemoWalk {

    private static final int STEPS = 20;

    private final CliServices services;
    private final ReportingCommand report;
    private final Path out;
    private final boolean overwrite;

    DemoWalk(CliServices services, ReportingCommand report, Path out, boolean overwrite) {
        this.services = services;
        this.report = report;
        this.out = out;
        this.overwrite = overwrite;
    }

    void walk() throws IOException {
        DemoFiles demo = services.demo().unpack();
        Files.createDirectories(out);
        try (Checkpoint broken = services.opener().open(demo.brokenAdapter())) {
            BaseModel base = services.bases().resolve(demo.pipeline().toString());
            Analysis repaired = repair(explain(broken, base));
            Path fixed = export(broken, repaired);
            try (Checkpoint written = services.opener().open(fixed)) {
                Analysis analysis = Analyzer.analyze(WorkspaceState.EMPTY.with(written).with(base));
                clips(demo, new AppliedAdapter(fixed.getFileName().toString(), PlayedAdapter.of(analysis).shares(), 1));
            }
        }
    }

    private Analysis explain(Checkpoint broken, BaseModel base) throws IOException {
        Analysis analysis = Analyzer.analyze(WorkspaceState.EMPTY.with(broken).with(base));
        InspectionReport inspection = analysis.report().orElseThrow();
        step(1, Message.of("cli.demo.opened", broken.path(), broken.tensors().size(), base.name()));
        inspection.problems()
                .forEach(problem -> report.say("   " + ProblemFields.sign(problem.severity()) + " " + problem.message().text()));
        report.put("problems", inspection.problems().stream().map(ProblemFields::of).toList());
        report.say("   → " + inspection.verdict().message().text());
        return analysis;
    }

    private Analysis repair(Analysis broken) throws IOException {
        QuickFix.ChangeRules fix = broken.report().orElseThrow().problems().stream()
                .flatMap(problem -> problem.fixes().stream())
                .filter(QuickFix::certain)
                .filter(QuickFix.ChangeRules.class::isInstance)
                .map(QuickFix.ChangeRules.class::cast)
                .findFirst()
                .orElseThrow(() -> new CommandException(Message.of("cli.demo.noFix")));
        Analysis repaired = Analyzer.analyze(broken.state().with(fix.rules()));
        step(2, Message.of("cli.demo.repaired", fix.label()));
        fix.rules().entries().forEach(entry -> report.say("   " + entry.rule().describe()));
        report.say("   → " + repaired.report().orElseThrow().verdict().message().text());
        return repaired;
    }

    private Path export(Checkpoint broken, Analysis repaired) throws IOException {
        Path target = out.resolve("trail.safetensors");
        Conversion export = new Conversion(broken, repaired.mapping(), repaired.adapter(), repaired.state().base(), Program.DIFFUSERS);
        ExportPlan plan = export.plan();
        ProgressLine line = report.progress();
        ExportReport written = export.write(plan, target, overwrite, line, services.cancellation());
        line.end();
        step(3, Message.of("cli.demo.exported", target, plan.tensors().size(), plan.dropped().size(),
                AdapterSummary.error(written.maxRelativeError())));
        report.put("fixed", target.toString());
        return target;
    }

    private void clips(DemoFiles demo, AppliedAdapter adapter) throws IOException {
        try (VideoPipeline pipeline = services.pipelines().load(ModelSource.of(demo.pipeline()), EngineChoice.on(DeviceChoice.AUTO))) {
            PipelineInfo info = pipeline.info();
            Sampling.Suggested sampling = info.sampling().suggested();
            GenerationRequest base = new GenerationRequest(
                    demo.prompt(),
                    "",
                    demo.seed(),
                    STEPS,
                    info.frames(),
                    info.height(),
                    info.width(),
                    sampling.guidance(),
                    sampling.dynamicGuidance(),
                    sampling.scheduler(),
                    List.of());
            step(4, Message.of("cli.demo.generating", demo.prompt(), info.device()));
            Path before = clip(pipeline, base, "without-lora");
            Path after = clip(pipeline, base.with(List.of(adapter)), "with-lora");
            report.put("clips", List.of(before.toString(), after.toString()));
        }
        step(5, Message.of("cli.demo.done", out));
    }

    /** Writes an MP4 for players and a GIF for browsers and chats; returns the MP4. */
    private Path clip(VideoPipeline pipeline, GenerationRequest request, String name) throws IOException {
        ProgressLine line = report.progress();
        double decoding = pipeline.plan(request).decodingSteps(request.steps());
        Clip clip = pipeline.generate(request, new GenerationProgress(line, decoding), services.cancellation());
        Path target = out.resolve(name + ".mp4");
        ClipWriter.write(clip, target, overwrite, line, services.cancellation());
        ClipWriter.write(clip, out.resolve(name + ".gif"), overwrite, line, services.cancellation());
        line.end();
        report.say("   " + target);
        return target;
    }

    private void step(int number, Message what) {
        report.say(number + ". " + what.text());
    }
}
