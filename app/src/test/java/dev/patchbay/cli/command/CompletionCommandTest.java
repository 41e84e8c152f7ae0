package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts for shells and pages for {@code man}, read by the programs that they are for. */
class CompletionCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String printed(String... arguments) {
        out.getBuffer().setLength(0);
        PatchbayCommandLine line = new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err));
        assertThat(line.run(List.of(arguments))).as(err.toString()).isZero();
        return out.toString();
    }

    private static String bash(String... words) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is needed");
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** What bash offers after these words. */
    @ParameterizedTest
    @CsvSource({
        "patchbay ins, inspect",
        "patchbay ex, extract",
        "patchbay convert --o, --out",
        "patchbay convert --to co, comfyui",
        "patchbay completion f, fish",
    })
    void bashCompletesCommandsOptionsAndValues(String typed, String offered) throws Exception {
        Path script = Files.writeString(folder.resolve("patchbay.bash"), printed("completion", "bash"));
        assertThat(bash("/bin/bash", "-n", script.toString())).isEmpty();
        String words = "COMP_WORDS=(" + typed + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                + " COMP_LINE='" + typed + "'; COMP_POINT=${#COMP_LINE};";
        assertThat(bash("/bin/bash", "-c",
                "source " + script + "; " + words + " _complete_patchbay; printf '%s\\n' \"${COMPREPLY[@]}\"").lines().map(String::strip))
                .contains(offered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void everyCommandIsInEveryScript(String shell) {
        String help = printed("--help");
        String script = printed("completion", shell);
        for (String command : List.of("inspect", "check", "convert", "edit", "extract", "watch", "batch", "preview", "doctor")) {
            assertThat(help).contains(command);
            assertThat(script).contains(command);
        }
        assertThat(script).contains("comfyui").doesNotContain("${COMPLETION-CANDIDATES}");
    }

    /** No quote of a description ends a word of the script. */
    @Test
    void fishReadsOneCommandALine() {
        assertThat(printed("completion", "fish").lines())
                .allMatch(line -> line.startsWith("complete -c patchbay -n "))
                .allMatch(line -> line.replace("\\\\", "").replace("\\'", "").chars().filter(c -> c == '\'').count() % 2 == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "edit", "batch", "watch"})
    void aPageHasNameSynopsisAndOptions(String command) {
        String page = printed("man", command);
        assertThat(page.lines().findFirst()).hasValueSatisfying(
                head -> assertThat(head).startsWith(".TH \"PATCHBAY\\-" + command.toUpperCase(Locale.ROOT)));
        assertThat(page).contains(".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", "\\fB\\-\\-json\\fR").doesNotContain("COMPLETION");
        assertThat(page.lines().filter(line -> line.startsWith("."))).allMatch(line -> line.matches("\\.(TH|SH|TP)( .*)?"));
    }

    @Test
    void thePageOfPatchbayListsTheCommands() {
        assertThat(printed("man")).contains(".SH COMMANDS", "\\fBextract\\fR");
    }

    @Test
    void aPageOfNothingIsOneSentence() {
        assertThat(new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err))
                .run(List.of("man", "nothing"))).isEqualTo(2);
        assertThat(err.toString()).contains("nothing").hasLineCount(1);
    }
}
