package dev.patchbay.generation.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A real OpenSSH server on the loopback with keys of its own; the shell behind it greets before it starts a {@link TestWorker}. */
final class OpenSshServer implements AutoCloseable {

    private static final Path SERVER = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port;
    private final Process process;

    private OpenSshServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    static OpenSshServer start(Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SERVER), "no OpenSSH server is installed: the profile ssh installs one");
        for (String key : List.of("host", "user")) {
            Process made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString()).start();
            assertThat(made.waitFor()).isZero();
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
        return new OpenSshServer(folder, port, new ProcessBuilder(SERVER.toString(), "-D", "-f", configuration.toString()).start());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What a person would say to {@code --worker}. */
    WorkerCommand worker() {
        List<String> words = new ArrayList<>(List.of(
                "ssh", "-p", Integer.toString(port), "-i", folder.resolve("user").toString(), "-o", "StrictHostKeyChecking=no",
                "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes", "-o", "ConnectionAttempts=10", "127.0.0.1"));
        words.add("echo Welcome; " + TestWorker.command(folder).words().stream().map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ")));
        return new WorkerCommand("ssh", words, Map.of());
    }

    /** Ends the connections that there are, as a network that fails would; new ones are taken. */
    void loseConnections() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        loseConnections();
        process.destroy();
    }
}
