package dev.patchbay.generation.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.generation.DeviceChoice;
import dev.patchbay.generation.EngineChoice;
import dev.patchbay.generation.ModelSource;
import dev.patchbay.generation.PipelineInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker behind a real OpenSSH server on this machine, whose shell says something first. Needs sshd: apt install openssh-server. */
@Tag("long")
class OpenSshWorkerTest {

    private static final Path SERVER = Path.of("/usr/sbin/sshd");

    @TempDir
    private Path folder;

    @Test
    void aModelIsLoadedBehindSsh() throws Exception {
        assumeTrue(Files.isExecutable(SERVER), "no OpenSSH server is installed");
        for (String key : List.of("host", "user")) {
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
        }
        int port = freePort();
        Path configuration = Files.writeString(folder.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                StrictModes no
                UsePAM no
                PidFile none
                """.formatted(port, folder.resolve("host"), folder.resolve("user.pub")));
        Process server = new ProcessBuilder(SERVER.toString(), "-D", "-f", configuration.toString()).start();
        try {
            List<String> words = new ArrayList<>(List.of(
                    "ssh", "-p", Integer.toString(port), "-i", folder.resolve("user").toString(), "-o", "StrictHostKeyChecking=no",
                    "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes", "-o", "ConnectionAttempts=10", "127.0.0.1"));
            words.add("echo Welcome; " + TestWorker.command(folder).words().stream().map(word -> "'" + word + "'")
                    .collect(Collectors.joining(" ")));
            WorkerCommand command = new WorkerCommand("ssh", words, Map.of());
            RemoteWorkerFactory worker = new RemoteWorkerFactory(
                    () -> command, "ssh", TestWorker.VERSION, WorkerLink.Patience.USUAL);
            Path model = Path.of("/models/some");
            try (var pipeline = worker.load(ModelSource.of(model), EngineChoice.on(DeviceChoice.CPU))) {
                assertThat(pipeline.info()).isInstanceOf(PipelineInfo.class).isEqualTo(new FatalFamily().describe(ModelSource.of(model)));
            }
        } finally {
            server.destroy();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void run(String... words) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
    }
}
