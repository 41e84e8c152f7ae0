package dev.patchbay.ui.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** LoRAs of 12 blocks as safetensors files: steps of a training, and what goes wrong with one. */
final class TrainedFiles {

    private static final int WIDTH = 64;
    private static final int RANK = 4;

    private final Map<String, float[]> values = new LinkedHashMap<>();

    /** After some steps. */
    static TrainedFiles trained(long seed) {
        TrainedFiles file = new TrainedFiles();
        Random random = new Random(seed);
        for (int block = 0; block < 12; block++) {
            for (String target : new String[] {"attn1.to_q", "attn1.to_k", "attn1.to_v", "attn1.to_out.0"}) {
                String module = "transformer.transformer_blocks." + block + "." + target;
                file.values.put(module + ".lora_A.weight", numbers(random, 0.1));
                file.values.put(module + ".lora_B.weight", numbers(random, 0.05));
            }
        }
        return file;
    }

    private static float[] numbers(Random random, double size) {
        float[] numbers = new float[RANK * WIDTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (random.nextGaussian() * size);
        }
        return numbers;
    }

    /** Some steps later: the later the block, the more has moved; the first stays as it is. */
    TrainedFiles later() {
        Random random = new Random(7);
        values.forEach((name, numbers) -> {
            int block = Integer.parseInt(name.split("\\.")[2]);
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += (float) (random.nextGaussian() * 0.004 * block);
            }
        });
        return this;
    }

    /** Set back to where a training begins: B is zero. */
    TrainedFiles reset() {
        values.replaceAll((name, numbers) -> name.contains("lora_B") ? new float[numbers.length] : numbers);
        return this;
    }

    TrainedFiles without(String part) {
        values.keySet().removeIf(name -> name.contains(part));
        return this;
    }

    /** As PEFT writes them. */
    TrainedFiles underOtherNames() {
        Map<String, float[]> renamed = new LinkedHashMap<>();
        values.forEach((name, numbers) -> renamed.put(name.replace("transformer.", "base_model.model."), numbers));
        values.clear();
        values.putAll(renamed);
        return this;
    }

    Path write(Path file) throws IOException {
        StringBuilder header = new StringBuilder("{");
        int at = 0;
        for (Map.Entry<String, float[]> entry : values.entrySet()) {
            int end = at + 4 * entry.getValue().length;
            String shape = entry.getKey().contains("lora_A") ? "[" + RANK + "," + WIDTH + "]" : "[" + WIDTH + "," + RANK + "]";
            header.append(at == 0 ? "" : ",").append('"').append(entry.getKey()).append("\":{\"dtype\":\"F32\",\"shape\":").append(shape)
                    .append(",\"data_offsets\":[").append(at).append(',').append(end).append("]}");
            at = end;
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + at).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        values.values().forEach(numbers -> {
            for (float number : numbers) {
                bytes.putFloat(number);
            }
        });
        return Files.write(file, bytes.array());
    }
}
