package dev.patchbay.cli.terminal;

import dev.patchbay.message.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns picocli's parse errors, which are in English, into one sentence in the chosen language. */
public final class UsageSentence {

    private UsageSentence() {}

    public static String of(ParameterException problem) {
        if (problem instanceof MisuseException misuse) {
            return misuse.explanation().text();
        }
        return own(problem)
                .orElseGet(() -> Message.of("cli.usage.see", what(problem), problem.getCommandLine().getCommandSpec().qualifiedName())
                        .text());
    }

    /** The message of one of Patchbay's own converters, if the error comes from one. */
    private static Optional<String> own(ParameterException problem) {
        return Optional.ofNullable(problem.getArgSpec())
                .filter(argument -> argument.converters().length > 0 || argument.type() == Path.class)
                .map(argument -> problem.getCause())
                .filter(TypeConversionException.class::isInstance)
                .map(cause -> String.valueOf(cause.getLocalizedMessage()));
    }

    private static Message what(ParameterException problem) {
        return switch (problem) {
            case MissingParameterException missing -> Message.of("cli.usage.missing", labels(missing.getMissing()));
            case UnmatchedArgumentException unmatched when unmatched.isUnknownOption() ->
                Message.of("cli.usage.unknownOption", unmatched.getUnmatched().getFirst());
            case UnmatchedArgumentException unmatched -> Message.of("cli.usage.tooMany", unmatched.getUnmatched().getFirst());
            case OverwrittenOptionException twice -> Message.of("cli.usage.twice", name(twice.getOverwritten()));
            case MutuallyExclusiveArgsException exclusive -> Message.of("cli.usage.onlyOne", exclusive(problem));
            default -> Optional.ofNullable(problem.getArgSpec())
                    .map(argument -> badValue(argument, String.valueOf(problem.getValue())))
                    .orElseGet(() -> Message.of("cli.usage.other"));
        };
    }

    private static Message badValue(ArgSpec argument, String value) {
        if (HelpTexts.isChoice(argument)) {
            return Message.of("cli.usage.choice", name(argument), value, String.join(", ", HelpTexts.words(argument)));
        }
        if (Map.class.isAssignableFrom(argument.type())) {
            return Message.of("cli.usage.keyValue", name(argument), value);
        }
        return Message.of(isNumber(argument) ? "cli.usage.number" : "cli.usage.value", name(argument), value);
    }

    private static boolean isNumber(ArgSpec argument) {
        Class<?> type = argument.typeInfo().isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        return type.isPrimitive() && type != boolean.class && type != char.class || Number.class.isAssignableFrom(type);
    }

    /** {@code --base=<base>}; alternatives of which one is required are separated by bars. */
    private static String labels(List<ArgSpec> arguments) {
        boolean alternatives = arguments.stream().allMatch(argument -> argument.group() != null && argument.group().exclusive());
        return arguments.stream().map(UsageSentence::label).collect(Collectors.joining(alternatives ? " | " : ", "));
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() + "=" + option.paramLabel() : argument.paramLabel();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String exclusive(ParameterException problem) {
        return problem.getCommandLine().getCommandSpec().argGroups().stream()
                .filter(ArgGroupSpec::exclusive)
                .flatMap(group -> group.args().stream())
                .map(UsageSentence::name)
                .collect(Collectors.joining(" | "));
    }
}
