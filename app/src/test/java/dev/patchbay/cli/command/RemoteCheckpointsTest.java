package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.checkpoint.remote.HubServer;
import dev.patchbay.launch.CommandLineForTests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands say of a file on a server what they say of the same file on this machine. */
class RemoteCheckpointsTest {

    private static final String BASE = "src/test/resources/reference/sat-tiny-30-layers/diffusers-transformer";
    private static final Path ADAPTER = Path.of("src/test/resources/reference/sat-tiny-30-layers/sat-lora-exported.safetensors");

    @TempDir
    private Path folder;

    private static String said(int code, List<String> command) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        int ended = new PatchbayCommandLine(CommandLineForTests.SERVICES, writer, writer).run(command);
        assertThat(ended).as("%s: %s", command, out).isEqualTo(code);
        return out.toString();
    }

    private static List<String> with(String file, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(1, file);
        return all;
    }

    @Test
    void theSameIsSaidOfAFileOnAServer() throws IOException {
        Path here = Files.copy(ADAPTER, folder.resolve("lora.safetensors"));
        try (HubServer server = new HubServer().file("/lora.safetensors", Files.readAllBytes(ADAPTER))) {
            String there = server.address() + "/lora.safetensors";
            for (String[] words : new String[][] {
                {"inspect", "--tensors", "--stats"}, {"inspect", "--json"}, {"check", "--base", BASE}, {"check", "--base", BASE, "--json"},
                {"suggest", "--base", BASE}}) {
                String local = said(0, with(here.toString(), words));
                String remote = said(0, with(there, words));
                assertThat(remote.replace(there, "PLACE")).isEqualTo(local.replace(here.toString(), "PLACE"));
            }
            assertThat(said(0, List.of("diff", here.toString(), there))).contains("0");
            Path one = folder.resolve("one");
            Path other = folder.resolve("other");
            said(0, List.of("convert", here.toString(), "--base", BASE, "--to", "peft", "--out", one.toString()));
            said(0, List.of("convert", there, "--base", BASE, "--to", "peft", "--out", other.toString()));
            assertThat(one.resolve("adapter_model.safetensors")).hasSameBinaryContentAs(other.resolve("adapter_model.safetensors"));
        }
    }

    @Test
    void aFileThatIsNotThereIsSaid() throws IOException {
        try (HubServer server = new HubServer()) {
            String there = server.address() + "/lora.safetensors";
            for (String command : List.of("inspect", "check", "convert")) {
                List<String> words = with(there, command, "--base", BASE, "--to", "peft", "--out", folder.resolve("x").toString());
                assertThat(said(2, command.equals("inspect") ? words.subList(0, 2) : command.equals("check") ? words.subList(0, 4) : words))
                        .contains(there, "no such file");
            }
            assertThat(said(2, List.of("check", ADAPTER.toString(), "--base", there))).contains("no such file");
        }
        assertThat(folder).isEmptyDirectory();
    }
}
