package dev.patchbay.generation.torch;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.message.Message;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One sentence for an error of the engine, whose own words are often pages long: they stay in the cause, which {@code --debug} prints. */
public final class EngineErrors {

    private static final Pattern BYTES = Pattern.compile("you tried to allocate (\\d+) bytes");
    private static final Pattern SIZE = Pattern.compile("[Tt]ried to allocate ([\\d.]+ [KMGT]iB)");
    private static final Pattern OPERATOR = Pattern.compile(
            "Could not run '([^']+)' with arguments from the"
                    + "|operator '([^']+)' is not currently (?:implemented|supported) (?:for|on) the MPS");

    private EngineErrors() {}

    /**
     * An exception with one sentence for an error of the engine.
     *
     * @param device of the run, for display
     */
    public static GenerationException explain(EngineException error, String device) {
        String text = String.valueOf(error.getMessage());
        Matcher bytes = BYTES.matcher(text);
        if (bytes.find()) {
            return new GenerationException(Message.of("generation.outOfMemoryBytes", device, size(bytes.group(1))), error);
        }
        if (text.contains("out of memory")) {
            JniUtils.emptyCudaCache();
            Matcher size = SIZE.matcher(text);
            Message message =
                    size.find() ? Message.of("generation.outOfMemoryBytes", device, size.group(1))
                            : Message.of("generation.outOfMemory", device);
            return new GenerationException(message, error);
        }
        Matcher operator = OPERATOR.matcher(text);
        if (operator.find()) {
            String name = operator.group(1) == null ? operator.group(2) : operator.group(1);
            return new GenerationException(Message.of("generation.missingOperator", name, device), error);
        }
        return new GenerationException(Message.of("generation.engineFailed", device), error);
    }

    private static String size(String bytes) {
        try {
            return String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(bytes) / (double) (1L << 30));
        } catch (NumberFormatException e) {
            return bytes;
        }
    }
}
