package dev.patchbay.generation.worker;

import dev.patchbay.basemodel.BaseModel;
import dev.patchbay.basemodel.ModuleDictionary;
import dev.patchbay.checkpoint.TestOpener;
import dev.patchbay.generation.EngineReport;
import dev.patchbay.generation.MachineModels;
import dev.patchbay.generation.VideoPipelines;
import dev.patchbay.tensor.Shape;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The other end of the pipe in tests: a worker whose one family is {@link FatalFamily}, or something that behaves less well. */
final class TestWorker {

    static final String VERSION = "1.2.3";

    static final Path VAE = Path.of("/models/vae.safetensors");

    static final MachineModels HELD = new MachineModels(
            List.of(new MachineModels.Held("org/model", Path.of("/models/some"))),
            List.of(
                    new MachineModels.Held("vae/other.safetensors", Path.of("/models/other")),
                    new MachineModels.Held("vae/vae.safetensors", VAE)));

    private TestWorker() {}

    /** A worker with these arguments: how it behaves, then words it says first. */
    static WorkerCommand command(Path folder, String... behaviour) {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx256m",
                "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve("hs_err_pid%p.log"),
                "-cp", System.getProperty("java.class.path"), TestWorker.class.getName(), folder.toString());
        return new WorkerCommand("test worker", Stream.concat(java.stream(), Stream.of(behaviour)).toList(), Map.of());
    }

    static void print(String text) {
        try {
            OutputStream out = new FileOutputStream(FileDescriptor.out);
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        String behaviour = arguments.length > 1 ? arguments[1] : "";
        EngineReport report = new EngineReport("None", "0", "", List.of("cpu"), 1, List.of(), List.of());
        switch (behaviour) {
            case "greeted-by-shell" -> print("Last login: Mon Nov 30\n\u001b[1mWelcome\u001b[0m\nprompt without an end> ");
            case "silent" -> Thread.sleep(60_000);
            case "refusing" -> {
                new FileOutputStream(FileDescriptor.err).write("ssh: connect to host box port 22: Connection refused\n".getBytes());
                System.exit(255);
            }
            case "other-protocol" -> {
                new Wire(System.in, new FileOutputStream(FileDescriptor.out)).write(new WireMessage.Hello(99, VERSION, "/"));
                Thread.sleep(60_000);
            }
            case "half-message" -> {
                HalfStream out = new HalfStream(new FileOutputStream(FileDescriptor.out), Integer.parseInt(arguments[2]));
                serve(folder, report, VERSION, out);
            }
            default -> {}
        }
        serve(folder, report, behaviour.equals("other-version") ? "1.2.2" : VERSION, new FileOutputStream(FileDescriptor.out));
        System.exit(0);
    }

    private static void serve(Path folder, EngineReport report, String version, OutputStream out) throws IOException {
        VideoPipelines pipelines = new VideoPipelines(List.of(new FatalFamily()));
        WorkerServer.ModelNames names = model -> {
            ModuleDictionary transformer = new ModuleDictionary("transformer", Map.of("blocks.0.to_q.weight", Shape.of(4, 2)));
            return new BaseModel("some", "fatal", List.of(transformer), Optional.of(model.model()));
        };
        Path adapters = folder.resolve("adapters");
        new WorkerServer(pipelines, names, () -> HELD, () -> report, TestOpener.OPENER, adapters, version, () -> {}).serve(System.in, out);
    }

    /** Ends the process after so many bytes. */
    private static final class HalfStream extends OutputStream {

        private final OutputStream out;
        private int left;

        HalfStream(OutputStream out, int left) {
            this.out = out;
            this.left = left;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, Math.min(left, count));
            left -= Math.min(left, count);
            if (left == 0) {
                out.flush();
                Runtime.getRuntime().halt(0);
            }
        }
    }
}
