package dev.patchbay.soak;

import dev.patchbay.checkpoint.SyntheticCheckpoint;
import dev.patchbay.checkpoint.safetensors.SafetensorsWriter;
import dev.patchbay.tensor.TensorData;
import dev.patchbay.ui.FxWait;
import dev.patchbay.ui.WindowFixture;
import dev.patchbay.ui.theme.Appearance;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javafx.stage.Stage;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** One file after the other is opened in the window, over the one before: the heap comes back to where it was. */
final class WindowSoak {

    private static final int WARM = 5;
    private static final long MOST_GROWTH = 32L << 20;

    private final long seed;
    private final Path folder;

    WindowSoak(long seed, Path folder) {
        this.seed = seed;
        this.folder = folder;
    }

    SoakResult run(Rounds rounds) throws Exception {
        FxToolkit.registerPrimaryStage();
        Random random = new Random(seed);
        List<String> faults = new ArrayList<>();
        long level = 0;
        int round = 0;
        WindowFixture window = FxWait.get(() -> new WindowFixture(new Stage(), folder, Appearance.LIGHT));
        window.settle();
        for (; rounds.more(round); round++) {
            Path file = file(round, 2 + random.nextInt(60));
            open(window, file);
            Files.delete(file);
            if (round == Math.min(WARM, rounds.most() / 2)) {
                level = heap();
            }
        }
        long end = heap();
        FxWait.get(() -> {
            ((Stage) window.scene().getWindow()).close();
            return true;
        });
        if (end - level > MOST_GROWTH) {
            faults.add("heap grew from %d to %d MB".formatted(level >> 20, end >> 20));
        }
        String summary = "window: %d files opened one after the other, seed %d; heap %.1f MB after warming up, %.1f MB at the end";
        return new SoakResult(summary.formatted(round, seed, level / 1048576.0, end / 1048576.0), faults);
    }

    private static void open(WindowFixture window, Path file) {
        FxWait.get(() -> {
            window.shell.open(file);
            return true;
        });
        window.settle();
        WindowFixture.await(() -> window.workspace.state().checkpoint().filter(one -> one.path().equals(file)).isPresent());
        window.settle();
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Path file(int number, int modules) throws IOException {
        SyntheticCheckpoint made = new SyntheticCheckpoint();
        for (int module = 0; module < modules; module++) {
            String name = "transformer.transformer_blocks." + module % 30 + ".attn1.to_" + "qkv".charAt(module / 30);
            made.tensor(name + ".lora_A.weight", 4, 1920).tensor(name + ".lora_B.weight", 1920, 4);
        }
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        made.build().tensors().forEach((name, tensor) -> tensors.put(name, tensor.data()));
        Path file = folder.resolve("adapter-" + number + ".safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SafetensorsWriter.write(tensors, Map.of(), channel);
        }
        return file;
    }

    /** Used bytes after collections, when what can be cleared is. */
    private static long heap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            WaitForAsyncUtils.waitForFxEvents();
            used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }
}
