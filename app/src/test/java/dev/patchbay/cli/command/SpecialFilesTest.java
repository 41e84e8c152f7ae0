package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.input.CliServices;
import dev.patchbay.files.reading.FileKind;
import dev.patchbay.files.reading.SpecialFiles;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.mapping.file.RuleShelf;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipes, devices, sockets and circles of links: never waited for, never read without end, never replaced. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpecialFilesTest {

    private static final CliServices REAL = CommandLineForTests.SERVICES;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path rules = Path.of("");
    private Path adapter = Path.of("");
    private Path base = Path.of("");

    /** What can lie under a name without being a file. */
    enum Special {
        PIPE,
        SOCKET,
        DEVICE,
        LOOP;

        Path make(Path path) throws IOException {
            return switch (this) {
                case PIPE -> SpecialFiles.pipe(path);
                case SOCKET -> SpecialFiles.socket(path);
                case DEVICE -> SpecialFiles.zeroes(path);
                case LOOP -> SpecialFiles.loop(path);
            };
        }
    }

    @BeforeEach
    void filesOfTheDemo() throws IOException {
        rules = Files.createDirectory(folder.resolve("rules"));
        adapter = REAL.demo().unpack().brokenAdapter();
        base = REAL.demo().unpack().pipeline();
    }

    private int run(String line) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CliServices services = new CliServices(
                REAL.opener(), REAL.bases(), REAL.models(), new RuleShelf(rules), new VideoPipelines(List.of()),
                REAL.engine(), REAL.workers(), REAL.gpu(), REAL.demo(),
                REAL.places(), Cancellation.NEVER);
        String filled = line.replace("ADAPTER", adapter.toString()).replace("BASE", base.toString()).replace("DIR", folder.toString());
        return new PatchbayCommandLine(services, new PrintWriter(out), new PrintWriter(err)).run(List.of(filled.split(" ")));
    }

    @ParameterizedTest
    @EnumSource(Special.class)
    void asAnInputOfAnyCommandItIsRefusedAtOnce(Special special) throws IOException {
        special.make(folder.resolve("odd"));

        for (String line : List.of(
                "inspect DIR/odd",
                "check DIR/odd --base BASE",
                "check ADAPTER --base DIR/odd",
                "check ADAPTER --base BASE --rules DIR/odd",
                "suggest DIR/odd --base BASE",
                "convert DIR/odd --to diffusers --out DIR/x.safetensors",
                "diff DIR/odd ADAPTER",
                "diff ADAPTER DIR/odd",
                "resize DIR/odd --rank 2 --out DIR/x.safetensors",
                "edit DIR/odd --set a=b --out DIR/x.safetensors",
                "extract --tuned DIR/odd --base BASE --rank 2 --out DIR/x.safetensors",
                "extract --tuned BASE --base DIR/odd --rank 2 --out DIR/x.safetensors",
                "edit ADAPTER --base DIR/odd --set a=b --out DIR/x.safetensors",
                "watch DIR/odd --base BASE",
                "merge DIR/odd ADAPTER --out DIR/x.safetensors",
                "bake ADAPTER --base DIR/odd --out DIR/x.safetensors",
                "bake DIR/odd --base BASE --out DIR/x.safetensors")) {
            assertThat(run(line)).as(line).isEqualTo(2);
            assertThat(err.toString()).as(line).contains(folder.resolve("odd") + " is ").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Special.class)
    void insideAFolderOfAnyKindItIsNamed(Special special) throws IOException {
        Path peft = Files.createDirectory(folder.resolve("peft"));
        special.make(peft.resolve("adapter_model.safetensors"));
        Path sat = Files.createDirectory(folder.resolve("sat"));
        special.make(sat.resolve("latest"));
        Path diffusers = Files.createDirectory(folder.resolve("diffusers"));
        special.make(diffusers.resolve("model_index.json"));
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        special.make(model.resolve("diffusion_pytorch_model.safetensors"));

        for (String name : List.of("peft", "sat", "diffusers", "model")) {
            assertThat(run("inspect DIR/" + name)).as(name).isEqualTo(2);
            assertThat(err.toString()).as(name).contains(folder.resolve(name) + "/").contains(" is ").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Special.class)
    void besideWeightsThatNeedItItIsNotLeftOutWithoutAWord(Special special) throws IOException {
        Path peft = Files.createDirectory(folder.resolve("peft"));
        Files.copy(adapter, peft.resolve("adapter_model.safetensors"));
        special.make(peft.resolve("adapter_config.json"));

        assertThat(run("inspect DIR/peft")).isEqualTo(2);
        assertThat(err.toString()).contains("adapter_config.json is ");
    }

    @ParameterizedTest
    @EnumSource(Special.class)
    void amongOnesOwnRulesItIsReportedAndTheRestIsRead(Special special) throws IOException {
        special.make(rules.resolve("odd.json"));

        run("check ADAPTER --base BASE");

        assertThat(out + err.toString()).contains("odd.json is ");
    }

    @ParameterizedTest
    @EnumSource(Special.class)
    void asATargetItStaysEvenWhereFilesMayBeReplaced(Special special) throws IOException {
        Path odd = special.make(folder.resolve("odd.safetensors"));
        Path clip = special.make(folder.resolve("odd.gif"));
        special.make(folder.resolve("odd.csv"));
        FileKind kind = FileKind.of(odd);

        for (String line : List.of(
                "convert ADAPTER --base BASE --to diffusers --overwrite --out DIR/odd.safetensors",
                "convert ADAPTER --base BASE --to peft --overwrite --out DIR/odd.safetensors",
                "resize ADAPTER --rank 2 --overwrite --out DIR/odd.safetensors",
                "edit ADAPTER --set a=b --overwrite --out DIR/odd.safetensors",
                "merge ADAPTER ADAPTER --overwrite --out DIR/odd.safetensors",
                "batch check --in ADAPTER --base BASE --overwrite --report DIR/odd.csv",
                "bake ADAPTER --base BASE/transformer --overwrite --out DIR/odd.safetensors",
                "suggest ADAPTER --base BASE --overwrite --out DIR/odd.safetensors",
                "preview --model BASE --prompt x --overwrite --out DIR/odd.gif")) {
            assertThat(run(line)).as(line).isEqualTo(2);
            assertThat(err.toString()).as(line).containsPattern("odd\\.(safetensors|gif|csv) is (a pipe|a socket|a device|a link that)");
        }
        assertThat(FileKind.of(odd)).isEqualTo(kind);
        assertThat(FileKind.of(clip)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "rwxrwxrwx"})
    void aFileThatIsReplacedKeepsItsMode(String mode) throws IOException {
        Path target = Files.writeString(folder.resolve("x.safetensors"), "old");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));

        assertThat(run("convert ADAPTER --base BASE --to diffusers --overwrite --out DIR/x.safetensors")).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target))).isEqualTo(mode);
    }

    @Test
    void aLinkIsFollowedAndALinkToNothingStays() throws IOException {
        Path target = Files.writeString(folder.resolve("real.safetensors"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.safetensors"), target);
        Path lost = Files.createSymbolicLink(folder.resolve("lost.safetensors"), Path.of("nowhere"));

        assertThat(run("convert ADAPTER --base BASE --to diffusers --overwrite --out DIR/link.safetensors")).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(Files.size(target)).isGreaterThan(100);

        assertThat(run("convert ADAPTER --base BASE --to diffusers --overwrite --out DIR/lost.safetensors")).isEqualTo(2);
        assertThat(err.toString()).contains("lost.safetensors is a link to something that is not there");
        assertThat(lost).isSymbolicLink();
    }

    @Test
    void aFolderIsReplacedOnlyIfItHoldsNothingButWhatSuchAnExportWrites() throws IOException {
        String line = "convert ADAPTER --base BASE --to peft --out DIR/peft";
        assertThat(run(line)).isZero();
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString()).contains("is a folder with files in it");

        Path config = folder.resolve("peft/adapter_config.json");
        Files.writeString(config, "{}");
        assertThat(run(line + " --overwrite")).as(err.toString()).isZero();
        assertThat(Files.size(config)).isGreaterThan(10);

        Path notes = Files.writeString(folder.resolve("peft/notes.txt"), "mine");
        assertThat(run(line + " --overwrite")).isEqualTo(2);
        assertThat(err.toString()).contains("peft is a folder that also holds notes.txt, so it is not replaced");
        assertThat(notes).hasContent("mine");
    }

    @Test
    void namesCountInBytes() throws IOException {
        String name = "视".repeat(80) + ".safetensors";

        assertThat(run("convert ADAPTER --base BASE --to diffusers --out DIR/" + name)).as(err.toString()).isZero();

        assertThat(folder.resolve(name)).isRegularFile();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("rules", name);
    }
}
