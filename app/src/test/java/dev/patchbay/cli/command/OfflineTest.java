package dev.patchbay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.launch.CommandLineForTests;
import dev.patchbay.launch.OfflineWindow;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Neither a command nor the window nor a worker makes a network connection by itself. Two witnesses: a JVM that notes every question for
 * a proxy and every look-up of a host's name, and where that is permitted (Linux) a network namespace in which there is nothing to
 * connect to.
 */
class OfflineTest {

    private static final String REFERENCE = "src/test/resources/reference/sat-tiny-30-layers/";
    private static final String BASE = REFERENCE + "diffusers-transformer";
    private static final String ADAPTER = REFERENCE + "sat-lora-exported.safetensors";
    private static final String ASKED = "asked for ";

    @TempDir
    private Path folder;

    /** Every command that needs no person and no server; {@code preview} makes its clip in a worker. */
    private static Map<String, List<String>> commands(Path folder) {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("inspect", List.of("inspect", ADAPTER));
        commands.put("check", List.of("check", ADAPTER, "--base", BASE));
        commands.put("suggest", List.of("suggest", ADAPTER, "--base", BASE));
        commands.put("diff", List.of("diff", ADAPTER, ADAPTER));
        commands.put("convert", List.of("convert", ADAPTER, "--base", BASE, "--to", "comfyui", "--out", folder + "/c.safetensors"));
        commands.put("resize", List.of("resize", ADAPTER, "--rank", "2", "--out", folder + "/r.safetensors"));
        commands.put("edit", List.of("edit", ADAPTER, "--without", "**.to_k", "--base", BASE, "--out", folder + "/e.safetensors"));
        commands.put("merge", List.of("merge", ADAPTER, ADAPTER, "--out", folder + "/m.safetensors"));
        commands.put("bake", List.of("bake", ADAPTER, "--base", BASE, "--out", folder + "/b.safetensors"));
        commands.put("extract", List.of(
                "extract", "--tuned", folder + "/b.safetensors", "--base", BASE, "--rank", "2", "--out", folder + "/x.safetensors"));
        commands.put("completion", List.of("completion", "bash"));
        commands.put("man", List.of("man", "check"));
        commands.put("watch", List.of("watch", REFERENCE, "--base", BASE, "--count", "1", "--settle", "0"));
        commands.put("batch report", List.of(
                "batch", "check", "--in", REFERENCE + "sat-lora*", "--base", BASE, "-j", "2", "--report", folder + "/r.xml"));
        commands.put("models", List.of("models"));
        commands.put("places", List.of("places"));
        commands.put("gpu status", List.of("gpu", "status"));
        commands.put("demo", List.of("demo", "--overwrite", "--out", folder + "/demo"));
        commands.put("batch", List.of("batch", "check", "--in", REFERENCE + "*.safetensors", "--base", BASE));
        commands.put("preview", List.of(
                "preview", "--model", "src/main/resources/dev/patchbay/demo/pipeline", "--device", "cpu", "--prompt", "a red circle",
                "--steps", "1", "--frames", "1", "--out", folder + "/clip.gif"));
        commands.put("doctor", List.of("doctor"));
        return commands;
    }

    private static List<String> java(String... more) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx600m", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("glass.") || name.startsWith("prism.") || name.startsWith("java.awt."))
                .forEach(name -> words.add("-D" + name + "=" + System.getProperty(name)));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), EachCommand.class.getName()));
        words.addAll(List.of(more));
        return words;
    }

    private static String said(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream in = process.getInputStream()) {
            String said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        }
    }

    private void everyCommandRan(String said) {
        assertThat(said.lines().filter(line -> line.startsWith("ran "))).as(said).hasSize(commands(folder).size());
        assertThat(said).contains("the window opened and closed");
        assertThat(said.lines().filter(line -> line.startsWith(ASKED))).isEmpty();
    }

    @Test
    void nothingAsksForAProxyOrAHostAndAllRunsWithoutANetwork() throws IOException, InterruptedException {
        // A resolver is found as a service, so the class path gets a folder that names it.
        Path services = Files.createDirectories(folder.resolve("own/META-INF/services"));
        Files.writeString(services.resolve(InetAddressResolverProvider.class.getName()), NotingResolver.class.getName());
        List<String> command = java(folder.toString());
        int classPath = command.indexOf("-cp") + 1;
        command.set(classPath, folder.resolve("own") + File.pathSeparator + command.get(classPath));
        String said = said(Stream.concat(namespace(), command.stream()).toList());
        everyCommandRan(said);
        assertThat(said).contains("witness: " + ASKED + "no.such.host.invalid");
    }

    /** What starts a process where there is no network; empty where that is not permitted. */
    private static Stream<String> namespace() throws InterruptedException {
        List<String> without = List.of("unshare", "-rn");
        try {
            Process process = new ProcessBuilder(Stream.concat(without.stream(), Stream.of("true")).toList()).start();
            return process.waitFor() == 0 ? without.stream() : Stream.empty();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Notes every look-up of a name. */
    public static final class NotingResolver extends InetAddressResolverProvider {

        @Override
        public InetAddressResolver get(Configuration configuration) {
            return new InetAddressResolver() {
                @Override
                public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                    System.out.println(ASKED + host);
                    throw new UnknownHostException(host);
                }

                @Override
                public String lookupByAddress(byte[] address) throws UnknownHostException {
                    System.out.println(ASKED + "an address");
                    throw new UnknownHostException("no names here");
                }
            };
        }

        @Override
        public String name() {
            return "notes every look-up";
        }
    }

    /** The process that is watched: runs every command and says which ran. */
    static final class EachCommand {

        private EachCommand() {}

        public static void main(String[] arguments) {
            ProxySelector.setDefault(new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    System.out.println(ASKED + "a proxy for " + uri);
                    return List.of(Proxy.NO_PROXY);
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException problem) {
                    System.out.println(ASKED + uri);
                }
            });
            commands(Path.of(arguments[0])).forEach((name, words) -> {
                StringWriter out = new StringWriter();
                PrintWriter writer = new PrintWriter(out);
                int code = new PatchbayCommandLine(CommandLineForTests.SERVICES, writer, writer).run(words);
                System.out.println(code < 2 ? "ran " + name : name + " failed: " + out);
            });
            OfflineWindow.run(Path.of(arguments[0]));
            System.out.println("the window opened and closed");
            System.out.print("witness: ");
            try {
                InetAddress.getByName("no.such.host.invalid");
            } catch (UnknownHostException e) {
                System.out.println("unknown host");
            }
            System.exit(0);
        }
    }
}
