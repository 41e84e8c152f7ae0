package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.cli.input.AdapterChoice;
import dev.patchbay.cli.input.InputFiles;
import dev.patchbay.cli.input.ModelFilesOption;
import dev.patchbay.cli.input.OpenAdapters;
import dev.patchbay.cli.input.PreviewOptions;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.input.WorkerOption;
import dev.patchbay.cli.report.AdapterSummary;
import dev.patchbay.cli.report.PlanFields;
import dev.patchbay.cli.terminal.GenerationProgress;
import dev.patchbay.cli.terminal.PeakMemory;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.generation.AppliedAdapter;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.DistilledSettings;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.message.Message;
import dev.patchbay.task.Progress;
import dev.patchbay.video.ClipWriter;
import dev.patchbay.video.ContactSheet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code preview}: generates a clip with the base, with the base and adapters, or both from the same noise. */
@Command(name = "preview", mixinStandardHelpOptions = true)
final class PreviewCommand extends WritingCommand {

    @Mixin
    private ModelFilesOption model = new ModelFilesOption();

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<AdapterChoice> adapters = new ArrayList<>();

    @Mixin
    private PreviewOptions options = new PreviewOptions();

    @Mixin
    private WorkerOption worker = new WorkerOption();

    @Option(names = "--compare")
    private boolean compare;

    @Option(names = "--sweep", split = ",")
    private List<Double> sweep = new ArrayList<>();

    @Option(names = "--sheet")
    private boolean sheet;

    @Option(names = "--plan")
    private boolean plan;

    private final List<Map<String, Object>> clips = new ArrayList<>();

    @Override
    int execute() throws Exception {
        long start = System.nanoTime();
        if (sheet && sweep.isEmpty()) {
            throw misused(Message.of("cli.preview.sheetAlone"));
        }
        try (PeakMemory memory = new PeakMemory(); Sources sources = sources()) {
            BaseModel base = worker.base(services(), sources, model.source());
            OpenAdapters open = new OpenAdapters(sources, base);
            InputFiles inputs = new InputFiles();
            model.source().paths().forEach(inputs::add);
            options.image().ifPresent(inputs::add);
            List<Path> files = new ArrayList<>();
            for (AdapterChoice adapter : adapters) {
                inputs.add(adapter.rules().file());
                Checkpoint file = open.add(adapter);
                inputs.add(file);
                files.add(file.path());
            }
            refuseBadTargets(inputs);
            open.warnings().forEach(warning -> warn(warning.text()));
            ModelSource source = model.source(base);
            VideoPipelines pipelines = worker.pipelines(services(), options.device());
            PipelineInfo info = pipelines.describe(source);
            GenerationRequest request = options.request(info);
            files.forEach(file -> suggest(file, info, request));
            if (plan) {
                tell(pipelines.plan(source, request.with(open.atOwnStrength()), options.engine()));
                return DONE;
            }
            try (VideoPipeline pipeline = pipelines.load(source, options.engine())) {
                double loading = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
                run(pipeline, outputs(request, open), loading, memory);
            }
        }
        return DONE;
    }

    private void suggest(Path adapter, PipelineInfo info, GenerationRequest request) {
        DistilledSettings.of(adapter, info).filter(made -> made.differFrom(request)).ifPresent(made -> warn(Message.of(
                "cli.preview.distilled", adapter.getFileName(),
                made.steps(), AdapterSummary.number(made.guidance()), AdapterSummary.number(made.shift())).text()));
    }

    private void tell(GenerationPlan what) {
        PlanFields.lines(what).forEach(this::say);
        put("plan", PlanFields.of(what));
    }

    /** A run takes minutes, so targets are checked before it starts. */
    private void refuseBadTargets(InputFiles inputs) throws IOException {
        for (Path target : targets()) {
            inputs.refuse(target);
            ClipWriter.refuse(target, overwrites());
        }
    }

    private List<Path> targets() {
        if (sheet) {
            return List.of(out());
        }
        List<Path> targets = new ArrayList<>();
        if (compare) {
            targets.add(withSuffix("-base"));
        }
        if (sweep.isEmpty()) {
            targets.add(out());
        }
        sweep.forEach(strength -> targets.add(at(strength)));
        return targets;
    }

    private Path at(double strength) {
        return withSuffix("-" + AdapterSummary.number(strength));
    }

    /** The requests by the file each is written to. */
    private Map<Path, GenerationRequest> outputs(GenerationRequest base, OpenAdapters open) {
        Map<Path, GenerationRequest> outputs = new LinkedHashMap<>();
        if (compare || sheet) {
            outputs.put(withSuffix("-base"), base);
        }
        if (sweep.isEmpty()) {
            outputs.put(out(), base.with(open.atOwnStrength()));
        }
        for (double strength : sweep) {
            outputs.put(at(strength), base.with(open.at(strength)));
        }
        return outputs;
    }

    private void run(VideoPipeline pipeline, Map<Path, GenerationRequest> outputs, double loading, PeakMemory memory)
            throws IOException {
        GenerationPlan planned = pipeline.plan(outputs.values().iterator().next());
        List<Clip> cells = new ArrayList<>();
        Map<String, Object> seconds = new LinkedHashMap<>();
        seconds.put("load", loading);
        for (Map.Entry<Path, GenerationRequest> output : outputs.entrySet()) {
            Clip clip = generate(pipeline, output.getValue());
            int asked = output.getValue().frames();
            if (clip.frameCount() != asked && clips.isEmpty()) {
                warn(Message.of("cli.preview.frames", asked, clip.frameCount()).text());
            }
            clip.warnings().forEach(warning -> warn(warning.text()));
            clips.add(fields(output.getValue(), clip));
            seconds.putAll(seconds(clip));
            if (sheet) {
                cells.add(clip);
            } else {
                write(clip, output.getKey());
                clips.getLast().put("out", output.getKey().toString());
                clips.getLast().put("bytes", ClipWriter.size(output.getKey()));
            }
        }
        if (sheet) {
            write(ContactSheet.of(cells), out());
            say(Message.of("cli.preview.cells", ContactSheet.columns(cells.size()), strengths()).text());
        }
        put("out", targets().stream().map(Path::toString).toList());
        put("clips", clips);
        put("seconds", seconds);
        put("device", pipeline.info().device());
        put("dtype", PlanFields.dtype(planned));
        put("plan", PlanFields.of(planned));
        put("peak_bytes", memory.own());
        put("peak_mapped_bytes", memory.mapped());
    }

    private void write(Clip clip, Path target) throws IOException {
        ClipWriter.write(clip, target, overwrites(), Progress.SILENT, services().cancellation());
        say(Message.of("cli.preview.written", target, clip.frameCount(), clip.width(), clip.height()).text());
    }

    private String strengths() {
        return sweep.stream().map(AdapterSummary::number).collect(Collectors.joining(", "));
    }

    private static Map<String, Object> fields(GenerationRequest request, Clip clip) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("strengths", request.adapters().stream().map(AppliedAdapter::strength).toList());
        fields.put("seconds", seconds(clip));
        return fields;
    }

    private static Map<String, Object> seconds(Clip clip) {
        Map<String, Object> seconds = new LinkedHashMap<>();
        seconds.put("text", clip.seconds().text());
        seconds.put("denoise_per_step", clip.seconds().denoisePerStep());
        seconds.put("decode", clip.seconds().decode());
        return seconds;
    }

    private Clip generate(VideoPipeline pipeline, GenerationRequest request) throws IOException {
        try (ProgressLine line = progress()) {
            double decoding = pipeline.plan(request).decodingSteps(request.steps());
            return pipeline.generate(request, new GenerationProgress(line, decoding), services().cancellation());
        }
    }

    /** {@code clip.mp4} → {@code clip-base.mp4}; a folder of frames has no suffix. */
    private Path withSuffix(String addition) {
        Path last = out().getFileName();
        if (last == null) {
            return out();
        }
        String name = last.toString();
        int dot = name.lastIndexOf('.');
        return out().resolveSibling(dot < 0 ? name + addition : name.substring(0, dot) + addition + name.substring(dot));
    }
}
