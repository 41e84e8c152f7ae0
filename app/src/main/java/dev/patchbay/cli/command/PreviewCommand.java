package dev.patchbay.cli.command;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.cli.input.AdapterChoice;
import dev.patchbay.cli.input.InputFiles;
import dev.patchbay.cli.input.OpenAdapters;
import dev.patchbay.cli.input.PreviewOptions;
import dev.patchbay.cli.input.Sources;
import dev.patchbay.cli.report.AdapterSummary;
import dev.patchbay.cli.terminal.GenerationProgress;
import dev.patchbay.cli.terminal.PeakMemory;
import dev.patchbay.cli.terminal.ProgressLine;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.message.Message;
import dev.patchbay.task.Progress;
import dev.patchbay.video.ClipWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code preview}: generates a clip with the base, with the base and adapters, or both from the same noise. */
@Command(name = "preview", mixinStandardHelpOptions = true)
final class PreviewCommand extends WritingCommand {

    @Option(names = "--model", required = true)
    private Path model = Path.of("");

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<AdapterChoice> adapters = new ArrayList<>();

    @Mixin
    private PreviewOptions options = new PreviewOptions();

    @Option(names = "--compare")
    private boolean compare;

    @Option(names = "--sweep", split = ",")
    private List<Double> sweep = new ArrayList<>();

    @Override
    int execute() throws Exception {
        long start = System.nanoTime();
        try (Sources sources = sources()) {
            BaseModel base = sources.base(model.toString()).orElseThrow();
            OpenAdapters open = new OpenAdapters(sources, base);
            InputFiles inputs = new InputFiles();
            inputs.add(model);
            options.image().ifPresent(inputs::add);
            for (AdapterChoice adapter : adapters) {
                inputs.add(adapter.rules().file());
                inputs.add(open.add(adapter));
            }
            refuseBadTargets(inputs);
            open.warnings().forEach(warning -> warn(warning.text()));
            Path folder = base.folder().orElse(model);
            GenerationRequest request = options.request(services().pipelines().describe(folder));
            try (VideoPipeline pipeline = services().pipelines().load(folder, EngineChoice.on(options.device()))) {
                double loading = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
                run(pipeline, outputs(request, open), loading);
            }
        }
        return DONE;
    }

    /** A run takes minutes, so targets are checked before it starts. */
    private void refuseBadTargets(InputFiles inputs) throws IOException {
        for (Path target : targets()) {
            inputs.refuse(target);
            ClipWriter.refuse(target, overwrites());
        }
    }

    private List<Path> targets() {
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
        if (compare) {
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

    private void run(VideoPipeline pipeline, Map<Path, GenerationRequest> outputs, double loading) throws IOException {
        List<String> written = new ArrayList<>();
        Map<String, Object> seconds = new LinkedHashMap<>();
        seconds.put("load", loading);
        for (Map.Entry<Path, GenerationRequest> output : outputs.entrySet()) {
            Clip clip = generate(pipeline, output.getValue());
            clip.warnings().forEach(warning -> warn(warning.text()));
            int asked = output.getValue().frames();
            ClipWriter.write(clip, output.getKey(), overwrites(), Progress.SILENT, services().cancellation());
            written.add(output.getKey().toString());
            seconds.put("text", clip.seconds().text());
            seconds.put("denoise_per_step", clip.seconds().denoisePerStep());
            seconds.put("decode", clip.seconds().decode());
            say(Message.of("cli.preview.written", output.getKey(), clip.frameCount(), clip.width(), clip.height()).text());
            if (clip.frameCount() != asked && written.size() == 1) {
                warn(Message.of("cli.preview.frames", asked, clip.frameCount()).text());
            }
        }
        put("out", written);
        put("seconds", seconds);
        put("device", pipeline.info().device());
        put("dtype", "f32");
        put("peak_bytes", PeakMemory.bytes());
    }

    private Clip generate(VideoPipeline pipeline, GenerationRequest request) throws IOException {
        try (ProgressLine line = progress()) {
            return pipeline.generate(request, new GenerationProgress(line), services().cancellation());
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
