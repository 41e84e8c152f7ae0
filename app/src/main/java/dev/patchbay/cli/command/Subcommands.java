package dev.patchbay.cli.command;

import java.util.List;
import picocli.CommandLine;

/**
 * The subcommands by name, in the order of the help. A command line that runs one of them makes only this one: picocli reads classes by
 * reflection, and a quarter of the time of a short command went into twenty that nobody had asked for.
 */
final class Subcommands {

    static final List<String> NAMES = List.of(
            "inspect", "check", "suggest", "convert", "diff", "batch", "watch", "edit", "resize", "extract", "merge", "bake", "preview",
            "models", "places", "demo", "doctor", "worker", "gpu", "completion", "man");

    /** They tell of all the others. */
    private static final List<String> OF_ALL = List.of("completion", "man");

    private Subcommands() {}

    /** Adds the one that the arguments name, or all of them where the arguments ask for none or for something about all. */
    static void addTo(CommandLine line, List<String> arguments) {
        boolean one = !arguments.isEmpty() && NAMES.contains(arguments.getFirst()) && !OF_ALL.contains(arguments.getFirst());
        (one ? List.of(arguments.getFirst()) : NAMES).forEach(name -> line.addSubcommand(name, make(name)));
    }

    private static ReportingCommand make(String name) {
        return switch (name) {
            case "inspect" -> new InspectCommand();
            case "check" -> new CheckCommand();
            case "suggest" -> new SuggestCommand();
            case "convert" -> new ConvertCommand();
            case "diff" -> new DiffCommand();
            case "batch" -> new BatchCommand();
            case "watch" -> new WatchCommand();
            case "edit" -> new EditCommand();
            case "resize" -> new ResizeCommand();
            case "extract" -> new ExtractCommand();
            case "merge" -> new MergeCommand();
            case "bake" -> new BakeCommand();
            case "preview" -> new PreviewCommand();
            case "models" -> new ModelsCommand();
            case "places" -> new PlacesCommand();
            case "demo" -> new DemoCommand();
            case "doctor" -> new DoctorCommand();
            case "worker" -> new WorkerCommand();
            case "gpu" -> new GpuCommand();
            case "completion" -> new CompletionCommand();
            case "man" -> new ManCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
