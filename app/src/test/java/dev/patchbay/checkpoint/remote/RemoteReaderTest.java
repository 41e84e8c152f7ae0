package dev.patchbay.checkpoint.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.checkpoint.Checkpoint;
import dev.patchbay.checkpoint.CheckpointOpener;
import dev.patchbay.checkpoint.ReadLimits;
import dev.patchbay.checkpoint.safetensors.SafetensorsReader;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.message.ExplainedException;
import dev.patchbay.tensor.DType;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.tensor.data.ComputedData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints on a server of this machine that behaves as the Hub does, or badly. */
class RemoteReaderTest {

    private static final String FILE = "/org/name/resolve/main/lora.safetensors";
    private static final String ADDRESS = "hf://org/name/lora.safetensors";

    @TempDir
    private Path folder;

    private HubServer hub;

    @BeforeEach
    void start() throws IOException {
        hub = new HubServer();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private Checkpoint open(String address, String... environment) throws IOException {
        Map<String, String> variables = new LinkedHashMap<>(Map.of("HF_ENDPOINT", hub.address().toString()));
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        RemoteFiles files = new RemoteFiles(RemoteAccess.of(folder, variables), Duration.ofSeconds(20));
        return open(address, files);
    }

    private static Checkpoint open(String address, RemoteFiles files) throws IOException {
        return new CheckpointOpener(List.of(new RemoteReader(files), new SafetensorsReader()), ReadLimits.DEFAULT)
                .open(RemoteAddress.of(address).path());
    }

    private String refusal(String address, String... environment) {
        ExplainedException refused =
                Assertions.catchThrowableOfType(ExplainedException.class, () -> open(address, environment));
        assertThat(refused).as(address).isNotNull();
        return refused.explanation().text();
    }

    /** Pairs of rank 2, so many that the header is longer than what is asked for first, or not. */
    private byte[] adapter(int pairs) throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (int pair = 0; pair < pairs; pair++) {
            for (String part : List.of("lora_A", "lora_B")) {
                float[] values = {pair, 1, 2, 3};
                String name = "transformer_blocks." + pair + ".attn1.to_q." + part + ".weight";
                tensors.put(name, ComputedData.of(DType.F32, Shape.of(2, 2), values));
            }
        }
        Path file = folder.resolve("lora.safetensors");
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of("rank", "2"), channel);
        }
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 3000})
    void aHeaderIsEnough(int pairs) throws IOException {
        byte[] bytes = adapter(pairs);
        hub.file(FILE, bytes);
        try (Checkpoint there = open(ADDRESS);
                Checkpoint here = new CheckpointOpener(List.of(new SafetensorsReader()), ReadLimits.DEFAULT)
                        .open(folder.resolve("lora.safetensors"))) {
            assertThat(there.infos()).isEqualTo(here.infos());
            assertThat(there.metadata()).isEqualTo(here.metadata());
            assertThat(there.layout()).isEqualTo(here.layout());
            assertThat(there.bytes()).isEqualTo(bytes.length).isEqualTo(here.bytes());
            assertThat(RemoteAddress.of(there.path()).text()).isEqualTo(ADDRESS);
            assertThat(hub.requests()).as("the header in one request or two").hasSize(pairs < 10 ? 1 : 2);
            String last = "transformer_blocks." + (pairs - 1) + ".attn1.to_q.lora_B.weight";
            assertThat(there.tensor(last).orElseThrow().data().toFloats()).containsExactly(pairs - 1, 1, 2, 3);
            assertThat(hub.requests()).hasSize(pairs < 10 ? 1 : 3);
        }
    }

    @Test
    void ofARepositoryTheOnlyFileOrTheAdapterIsOpened() throws IOException {
        hub.file(FILE, adapter(2));
        hub.file("/api/models/org/name/tree/main", list("lora.safetensors", "README.md"));
        assertThat(open("hf://org/name").tensors()).hasSize(4);
        assertThat(open("https://huggingface.co/org/name").tensors()).hasSize(4);
        assertThat(open("https://huggingface.co/org/name/blob/main/lora.safetensors").tensors()).hasSize(4);
        hub.file("/api/models/org/name/tree/v2", list("adapter_model.safetensors", "other.safetensors", "adapter_config.json"));
        hub.file("/org/name/resolve/v2/adapter_model.safetensors", adapter(3));
        hub.file("/org/name/resolve/v2/adapter_config.json", "{\"r\": 2}".getBytes(StandardCharsets.UTF_8));
        try (Checkpoint adapter = open("hf://org/name@v2")) {
            assertThat(adapter.tensors()).hasSize(6);
            assertThat(adapter.companions()).containsEntry("adapter_config.json", "{\"r\": 2}");
        }
        hub.file("/api/models/org/name/tree/refs%2Fpr%2F1", list("a.safetensors", "b.safetensors"));
        assertThat(refusal("hf://org/name@refs/pr/1")).contains("hf://org/name@refs/pr/1", "2 files", "a.safetensors, b.safetensors");
        hub.file("/api/models/org/empty/tree/main", list("README.md"));
        assertThat(refusal("hf://org/empty")).contains("no safetensors file");
        hub.file("/api/models/org/odd/tree/main", "<html>".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal("hf://org/odd")).contains("list of files cannot be read");
    }

    @Test
    void ofAPipelineTheShardsOfItsModelAreOpened() throws IOException {
        hub.file("/api/models/org/name/tree/main", ("[{\"type\":\"directory\",\"path\":\"transformer\"},"
                + "{\"type\":\"file\",\"path\":\"model_index.json\"}]").getBytes(StandardCharsets.UTF_8));
        hub.file("/api/models/org/name/tree/main/transformer", list("transformer/m.safetensors.index.json", "transformer/1.safetensors"));
        hub.file("/org/name/resolve/main/transformer/1.safetensors", adapter(1));
        String tensor = "transformer_blocks.0.attn1.to_q.lora_A.weight";
        String index = "/org/name/resolve/main/transformer/m.safetensors.index.json";
        hub.file(index, ("{\"weight_map\":{\"" + tensor + "\":\"1.safetensors\"}}").getBytes(StandardCharsets.UTF_8));
        assertThat(open("hf://org/name").tensors()).containsOnlyKeys(tensor);
        hub.file(index, ("{\"weight_map\":{\"" + tensor + "\":\"../../../other/x/1.safetensors\"}}").getBytes(StandardCharsets.UTF_8));
        assertThat(refusal("hf://org/name")).contains("../../../other");
    }

    private static byte[] list(String... names) {
        return ("[" + String.join(",", Arrays.stream(names).map(name -> "{\"type\":\"file\",\"path\":\"" + name + "\"}").toList()) + "]")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTokenGoesToTheHubAlone() throws IOException {
        try (HubServer store = new HubServer()) {
            store.file("/blob", adapter(2));
            hub.behaviour(FILE, exchange -> {
                exchange.getResponseHeaders().set("Location", store.address() + "/blob");
                exchange.sendResponseHeaders(302, -1);
                return true;
            });
            assertThat(open(ADDRESS, "HF_TOKEN", "secret").tensors()).hasSize(4);
            assertThat(hub.requests()).allMatch(request -> request.endsWith("Bearer secret"));
            assertThat(store.requests()).isNotEmpty().noneMatch(request -> request.contains("secret"));
        }
    }

    @Test
    void aTokenOfALoginIsFound() throws IOException {
        hub.file(FILE, adapter(1));
        Files.createDirectories(folder.resolve(".cache/huggingface"));
        Files.writeString(folder.resolve(".cache/huggingface/token"), "kept\n");
        open(ADDRESS).close();
        assertThat(hub.requests()).allMatch(request -> request.endsWith("Bearer kept"));
    }

    @Test
    void redirectionsEndSomewhere() {
        hub.behaviour(FILE, exchange -> {
            exchange.getResponseHeaders().set("Location", FILE);
            exchange.sendResponseHeaders(301, -1);
            return true;
        });
        assertThat(refusal(ADDRESS)).contains("from one address to the next");
        hub.behaviour(FILE, exchange -> {
            exchange.getResponseHeaders().set("Location", "http://example.org/x");
            exchange.sendResponseHeaders(301, -1);
            return true;
        });
        assertThat(refusal(ADDRESS)).contains("example.org", "anybody can read");
    }

    @Test
    void aConnectionThatBreaksIsMadeAgainWhereItBroke() throws IOException {
        byte[] bytes = adapter(3000);
        AtomicInteger asked = new AtomicInteger();
        hub.behaviour(FILE, exchange -> {
            HubServer.send(exchange, bytes, asked.incrementAndGet() < 3 ? 10_000 : Integer.MAX_VALUE);
            return true;
        });
        assertThat(open(ADDRESS).tensors()).hasSize(6000);
        assertThat(hub.requests()).as("goes on behind what came").anyMatch(request -> request.contains("bytes=10000-"));
    }

    @Test
    void anAnswerThatAlwaysBreaksIsSaid() throws IOException {
        byte[] bytes = adapter(3000);
        hub.behaviour(FILE, exchange -> {
            HubServer.send(exchange, bytes, 100);
            return true;
        });
        assertThat(refusal(ADDRESS)).contains("did not arrive");
    }

    @Test
    void aServerThatLiesOrChangesIsNotBelieved() throws IOException {
        byte[] bytes = adapter(3000);
        hub.behaviour(FILE, exchange -> {
            boolean first = String.valueOf(exchange.getRequestHeaders().getFirst("Range")).startsWith("bytes=0-");
            HubServer.send(exchange, first ? bytes : Arrays.copyOf(bytes, bytes.length - 1), Integer.MAX_VALUE);
            return true;
        });
        assertThat(refusal(ADDRESS)).contains("another one than a moment ago");
        hub.behaviour(FILE, exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            return true;
        });
        assertThat(refusal(ADDRESS)).as("the header is longer than what was read first").contains("does not send parts");
        byte[] longer = Arrays.copyOf(bytes, bytes.length);
        longer[5] = 1;
        hub.behaviour(FILE, exchange -> false).file(FILE, longer);
        assertThat(refusal(ADDRESS)).contains("header claims");
        hub.file(FILE, Arrays.copyOf(bytes, bytes.length - 4));
        assertThat(refusal(ADDRESS)).contains("transformer_blocks.");
    }

    @Test
    void aSilentServerIsNotAwaitedForEver() throws IOException {
        hub.behaviour(FILE, exchange -> {
            try {
                Thread.sleep(Duration.ofMinutes(5));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
        RemoteFiles files = new RemoteFiles(
                RemoteAccess.of(folder, Map.of("HF_ENDPOINT", hub.address().toString())), Duration.ofMillis(300));
        assertThatThrownBy(() -> open(ADDRESS, files)).isInstanceOf(ExplainedException.class).hasMessageContaining("cannot be reached");
    }

    @ParameterizedTest
    @CsvSource({"401, logged in", "403, logged in", "404, no such file", "410, no such file", "500, code 500", "429, code 429"})
    void whatTheServerRefusesIsSaid(int status, String words) {
        hub.behaviour(FILE, exchange -> {
            exchange.sendResponseHeaders(status, -1);
            return true;
        });
        assertThat(refusal(ADDRESS)).startsWith(ADDRESS).contains(words);
    }

    @Test
    void nobodyIsAskedWhereAPersonForbidsItOrTheAddressIsNone() throws IOException {
        hub.file(FILE, adapter(1));
        assertThat(refusal(ADDRESS, "HF_HUB_OFFLINE", "1")).contains("HF_HUB_OFFLINE");
        assertThat(refusal("hf://org/name/model.pt")).contains("only safetensors files");
        assertThat(refusal("https://127.0.0.1:1/page")).contains("only safetensors files");
        assertThatThrownBy(() -> RemoteAddress.of("hf://alone")).hasMessageContaining("is no address");
        assertThatThrownBy(() -> RemoteAddress.of(Path.of("hf://alone"))).hasMessageStartingWith("hf://alone is no address");
        assertThatThrownBy(() -> RemoteAddress.of("https://me:secret@host/a.safetensors")).hasMessageContaining("is no address");
        assertThat(hub.requests()).isEmpty();
        assertThat(refusal("http://127.0.0.1:1/a.safetensors")).contains("cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "hf://org/name", "hf://org/name/a/b.safetensors", "hf://org/name@refs/pr/3/a.safetensors", "hf://o-r.g/n_a-m.e@v1.0",
        "https://example.org/a%20b.safetensors?download=true", "http://127.0.0.1:99/x.safetensors.index.json"})
    void anAddressSurvivesAsAPath(String text) throws IOException {
        assertThat(RemoteAddress.isAddress(text)).isTrue();
        assertThat(RemoteAddress.of(RemoteAddress.of(text).path()).text()).isEqualTo(text);
        assertThat(RemoteAddress.isAddress(Path.of("folder/hf/file"))).isFalse();
    }
}
