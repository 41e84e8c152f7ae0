package dev.patchbay.ui.preview.made;

import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.message.Message;
import dev.patchbay.ui.preview.run.RunOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A run as a command line. It makes the same clips, except where {@link #remark} says otherwise: rules of one's own have to be saved as the
 * file that the line names, and a command stretches a picture that the window has cropped.
 */
public final class CommandWords {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");
    private static final String RULES = "rules.json";

    private final List<String> words = new ArrayList<>(List.of("patchbay", "preview"));

    private CommandWords() {}

    /** The line as a shell reads it. */
    public static String line(RunOrder order) {
        return words(order).stream().map(CommandWords::quoted).collect(Collectors.joining(" "));
    }

    /** What a person is told of the line. */
    public static Message remark(RunOrder order) {
        boolean rules = order.adapters().stream().anyMatch(CommandWords::hasRules);
        boolean cropped = order.cropped() && order.image().isPresent();
        String of = (rules ? ".rules" : "") + (cropped ? ".cropped" : "");
        return Message.of("preview.history.copied" + of);
    }

    private static boolean hasRules(RunOrder.AdapterUse adapter) {
        return !adapter.analysis().state().rules().entries().isEmpty();
    }

    /** The words, the name of the program first. */
    public static List<String> words(RunOrder order) {
        CommandWords made = new CommandWords();
        made.model(order.pipeline().model());
        made.adapters(order);
        made.request(order.base());
        order.image().ifPresent(file -> made.add("--image", file.toString()));
        if (order.pipeline().device() != DeviceChoice.AUTO) {
            made.add("--device", order.pipeline().device().name().toLowerCase(Locale.ROOT));
        }
        order.pipeline().worker().ifPresent(command -> made.add("--worker", command));
        made.add("--out", "clip.mp4");
        return List.copyOf(made.words);
    }

    private void add(String... more) {
        words.addAll(List.of(more));
    }

    private void model(ModelSource model) {
        add("--model", model.model().toString());
        model.textEncoder().map(Path::toString).ifPresent(file -> add("--text-encoder", file));
        model.vae().map(Path::toString).ifPresent(file -> add("--vae", file));
        model.tokenizer().map(Path::toString).ifPresent(file -> add("--tokenizer", file));
    }

    private void adapters(RunOrder order) {
        for (RunOrder.AdapterUse adapter : order.adapters()) {
            Path file = adapter.analysis().state().checkpoint().orElseThrow().path();
            add("--adapter", file + ":" + number(adapter.strength()));
            if (hasRules(adapter)) {
                add("--rules", RULES);
            }
        }
        if (!order.sweep().isEmpty()) {
            add("--sweep", order.sweep().stream().map(CommandWords::number).collect(Collectors.joining(",")), "--sheet");
        } else if (!order.adapters().isEmpty()) {
            add("--compare");
        }
    }

    private void request(GenerationRequest request) {
        add("--prompt", request.prompt());
        if (!request.negativePrompt().isEmpty()) {
            add("--negative", request.negativePrompt());
        }
        add("--seed", Long.toString(request.seed()), "--steps", Integer.toString(request.steps()));
        add("--frames", Integer.toString(request.frames()));
        add("--width", Integer.toString(request.width()), "--height", Integer.toString(request.height()));
        add("--guidance", number(request.guidance()), "--scheduler", request.scheduler());
        if (request.dynamicGuidance()) {
            add("--dynamic-cfg");
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }

    /** Quoted as a Unix shell wants it, which PowerShell reads alike where the text has no apostrophe. */
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
