package dev.patchbay.cli.input;

import dev.patchbay.export.edit.BlockStrength;
import dev.patchbay.export.edit.EditWishes;
import dev.patchbay.mapping.pattern.KeyPattern;
import dev.patchbay.mapping.pattern.RuleSyntaxException;
import dev.patchbay.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options of {@code edit}: what is to be different. */
public final class EditOptions {

    /** A pattern may hold equals signs of its own, in choices; the number stands after the last. */
    private static final Pattern STRENGTH =
            Pattern.compile("(.+)=\\s*([-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*", Pattern.DOTALL);

    @Option(names = "--set", paramLabel = "KEY=VALUE")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--unset", paramLabel = "KEY")
    private List<String> unset = new ArrayList<>();

    @Option(names = "--only", paramLabel = "PATTERN")
    private List<String> only = new ArrayList<>();

    @Option(names = "--without", paramLabel = "PATTERN")
    private List<String> without = new ArrayList<>();

    @Option(names = "--strength", paramLabel = "PATTERN=S")
    private List<String> strengths = new ArrayList<>();

    /** @throws CommandException if a pattern or a number is none */
    public EditWishes wishes() throws CommandException {
        List<BlockStrength> blocks = new ArrayList<>();
        for (String text : strengths) {
            blocks.add(strength(text));
        }
        return new EditWishes(set, Set.copyOf(unset), patterns(only), patterns(without), blocks);
    }

    private static BlockStrength strength(String text) throws CommandException {
        Matcher split = STRENGTH.matcher(text);
        double strength = split.matches() ? Double.parseDouble(split.group(2)) : Double.NaN;
        if (!Double.isFinite(strength) || strength == 0) {
            throw new CommandException(Message.of("cli.edit.badStrength", text));
        }
        return new BlockStrength(pattern(split.group(1)), strength);
    }

    private static List<KeyPattern> patterns(List<String> texts) throws CommandException {
        List<KeyPattern> patterns = new ArrayList<>();
        for (String text : texts) {
            patterns.add(pattern(text));
        }
        return patterns;
    }

    static KeyPattern pattern(String text) throws CommandException {
        try {
            return KeyPattern.parse(text);
        } catch (RuleSyntaxException problem) {
            throw new CommandException(problem.explanation(), problem);
        }
    }
}
