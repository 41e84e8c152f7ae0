package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.adapter.config.ScaleSource;
import dev.patchbay.checkpoint.CheckpointFormat;
import dev.patchbay.checkpoint.CheckpointLayout;
import dev.patchbay.inspection.problem.ProblemCode;
import dev.patchbay.inspection.problem.Severity;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.loader.ScaleHandling;
import dev.patchbay.loader.Verdict;
import dev.patchbay.part.Algorithm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, and what is said of a request that cannot be understood: one sentence, in the language people chose. */
class UsageTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(List.of(arguments));
    }

    private int run(Locale language, String... arguments) {
        Locale before = Locale.getDefault(Locale.Category.DISPLAY);
        Locale.setDefault(Locale.Category.DISPLAY, language);
        try {
            return run(arguments);
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', value = {
        "check a→--base=<base> is missing; see \"patchbay check --help\".",
        "check --base b→<path> is missing; see \"patchbay check --help\".",
        "check a --base→--base=<base> is missing; see \"patchbay check --help\".",
        "check a --base b --base c→--base is given twice; see \"patchbay check --help\".",
        "check a c --base b→c is one argument too many; see \"patchbay check --help\".",
        "check a --bse b --base c→There is no option --bse; see \"patchbay check --help\".",
        "check a --base b --expect-rank x→--expect-rank cannot be x: that is no number it takes; see \"patchbay check --help\".",
        "inspect a --json=x→--json cannot be x; see \"patchbay inspect --help\".",
        "inspect a --csv --json→--csv and --json do not go together; take one of them.",
        "convert a --out b --to c→--to cannot be c, only one of diffusers, peft, comfyui, kohya, sat; see \"patchbay convert --help\".",
        "convert a --out b --to sat --set c→--set wants KEY=VALUE, not c; see \"patchbay convert --help\".",
        "convert a --out b --to sat --max-shard-size 99999999999GB→99999999999GB is no size; write a number with B, KB, MB or GB, such "
                + "as 5GB.",
        "resize a --out b→--rank=<rank> | --energy=<energy> | --error=<error> is missing; see \"patchbay resize --help\".",
        "resize a --out b --rank 1 --error 0.1→Only one of --rank | --energy | --error can be given; see \"patchbay resize --help\".",
        "batch bake --in a→COMMAND cannot be bake, only one of inspect, check, convert, resize; see \"patchbay batch --help\".",
        "batch check --in a -j 0→-j cannot be 0; it takes 1 to 256.",
        "watch a --base b --convert peft→--convert and --out-dir go together.",
        "edit a --out b→edit wants at least one of --set, --unset, --only, --without, --strength.",
        "extract --base a --out b --rank 1→--tuned=PATH is missing; see \"patchbay extract --help\".",
        "completion ksh→SHELL cannot be ksh, only one of bash, zsh, fish; see \"patchbay completion --help\".",
        "man a b→b is one argument too many; see \"patchbay man --help\".",
        "preview --model a --prompt b --out c --sweep 1,x→--sweep cannot be x: that is no number it takes; see \"patchbay preview "
                + "--help\".",
    })
    void aMisusedOptionIsOneSentence(String request, String sentence) {
        assertThat(run(request.split(" "))).isEqualTo(2);
        assertThat(err).hasToString("patchbay: " + sentence + System.lineSeparator());
    }

    @Test
    void choicesAreListedAsPeopleTypeThem() {
        for (String command : List.of("convert", "bake", "preview", "batch", "places")) {
            assertThat(run(command, "--help")).isZero();
        }
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("diffusers, peft, comfyui, kohya, sat", "f32, f16, bf16", "ddim, dpm", "auto, cpu, cuda, mps")
                .contains("inspect, check, convert, resize", "adapter, base, component, weights");
    }

    @Test
    void whatJsonMayHoldIsListedInTheHelp() {
        assertHelpLists("inspect", CheckpointFormat.values(), CheckpointLayout.values());
        assertHelpLists("convert", ScaleHandling.values());
        assertHelpLists("check", Severity.values(), Verdict.Outcome.values(), ProblemCode.values());
        for (String command : List.of("inspect", "convert")) {
            assertThat(help(command))
                    .containsAll(Arrays.stream(ScaleSource.values()).map(source -> source.name().toLowerCase(Locale.ROOT)).toList());
        }
        assertThat(help("inspect")).containsAll(Arrays.stream(Algorithm.values()).map(Algorithm::label).toList());
    }

    private void assertHelpLists(String command, Enum<?>[]... choices) {
        assertThat(help(command))
                .containsAll(Arrays.stream(choices).flatMap(Arrays::stream)
                        .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList());
    }

    /** The words after “Values under”. */
    private List<String> help(String command) {
        out.getBuffer().setLength(0);
        assertThat(run(command, "--help")).isZero();
        return List.of(out.toString().substring(out.toString().indexOf("Values under --json")).split("[\\s,;.]+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "zh-CN", "zh-Hans", "zh-TW"})
    void everyChineseIsShownTheChineseTranslation(String language) {
        assertThat(run(Locale.forLanguageTag(language), "check", "--help")).isZero();
        assertThat(run(Locale.forLanguageTag(language), "check", "a")).isEqualTo(2);
        assertThat(out.toString()).contains("用法：", "显示此帮助并退出。").doesNotContain("Usage", "Show");
        assertThat(err.toString()).isEqualToIgnoringNewLines("patchbay: 缺少 --base=<base>；请看 \"patchbay check --help\"。");
    }

    /** {@code | `patchbay diff LEFT RIGHT [--rules FILE]` | what it does |}. */
    @Test
    void theReadmeNamesEveryCommandAndNoOptionThatIsNotThere() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| `patchbay ([a-z]+)(.*)$").matcher(Files.readString(Path.of("../README.md")));
        while (row.find()) {
            rows.put(row.group(1), row.group(2));
        }
        assertThat(run("--help")).isZero();
        String help = out.toString();
        Set<String> commands = Pattern.compile("(?m)^  ([a-z]+) ").matcher(help.substring(help.indexOf("Commands:"))).results()
                .map(found -> found.group(1)).collect(Collectors.toSet());
        assertThat(rows.keySet()).isEqualTo(commands);
        rows.forEach((command, text) -> {
            out.getBuffer().setLength(0);
            assertThat(run(command, "--help")).isZero();
            assertThat(Pattern.compile("--[a-z][a-z-]*").matcher(text).results().map(MatchResult::group))
                    .as(command)
                    .allMatch(option -> out.toString().contains(option));
        });
    }

    @Test
    void aLanguageWithoutTranslationIsShownEnglish() {
        assertThat(run(Locale.GERMANY, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: patchbay", "Commands:", "A workbench for LoRA checkpoints.");
    }
}
