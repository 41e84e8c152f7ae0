package dev.patchbay.soak;

import dev.patchbay.checkpoint.gguf.GgufFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Kinds of files that strangers make: an honest one of each, and what a mutation makes of it. */
enum HostileInput {
    SAFETENSORS {
        @Override
        Path make(Random random, Path folder) throws IOException {
            byte[] honest = HonestFiles.SAFETENSORS.clone();
            return write(folder.resolve("in.safetensors"), spoiltSafetensors(honest, random));
        }
    },
    ZIP {
        @Override
        Path make(Random random, Path folder) throws IOException {
            byte[] file = zipped(entries(HonestFiles.TORCH), random.nextBoolean());
            int times = 1 + random.nextInt(3);
            for (int i = 0; i < times; i++) {
                file = random.nextInt(4) == 0 ? new Cases(random).spoilt(file) : field(file, random);
            }
            return write(folder.resolve("in.pt"), file);
        }
    },
    PICKLE {
        @Override
        Path make(Random random, Path folder) throws IOException {
            Map<String, byte[]> entries = entries(HonestFiles.TORCH);
            entries.replaceAll((name, content) -> name.endsWith(".pkl") ? new PickleMutation(random).of(content) : content);
            return write(folder.resolve("in.pt"), zipped(entries, false));
        }
    },
    GGUF {
        @Override
        Path make(Random random, Path folder) throws IOException {
            List<byte[]> pieces = gguf();
            int times = 1 + random.nextInt(3);
            for (int i = 0; i < times; i++) {
                change(pieces, random);
            }
            byte[] joined = joined(pieces);
            return write(folder.resolve("in.gguf"), random.nextInt(8) == 0 ? new Cases(random).spoilt(joined) : joined);
        }
    },
    CONFIG {
        @Override
        Path make(Random random, Path folder) throws IOException {
            return random.nextBoolean() ? peft(random, folder) : shards(random, folder);
        }
    },
    RULES {
        @Override
        Path make(Random random, Path folder) throws IOException {
            String honest = random.nextInt(3) == 0
                    ? Files.readString(FUZZ.resolve("RuleFile/every-kind"))
                    : OWN_RULES;
            write(folder.resolve("rules.json"), new JsonMutation(random).of(honest).getBytes(StandardCharsets.UTF_8));
            return write(folder.resolve("in.safetensors"), HonestFiles.SAFETENSORS.clone());
        }
    };

    private static final Path FUZZ = Path.of("src/test/resources/fuzz");

    private static final String OWN_RULES = """
            {"patchbay": 1, "name": "n", "rules": [
            {"rename": "transformer.{a:**}.attn1.{b}.{c}.weight", "to": "x.{a}.{b}.{c}.weight"},
            {"rename": "x.{a:**}", "to": "transformer.{a}"},
            {"split": "{m:**}.to_q.lora_B.weight", "dim": 0, "into": ["{m}.p.lora_B.weight", "{m}.q.lora_B.weight"]},
            {"fuse": ["{m:**}.p.lora_B.weight", "{m:**}.q.lora_B.weight"], "dim": 0, "to": "{m}.to_q.lora_B.weight"},
            {"gather": "{m:**}.to_k.lora_B.weight", "dim": 0, "chunks": 4, "into": {"{m}.to_k.lora_B.weight": [0, 1, 3, 2]}},
            {"scale": "**.lora_B.weight", "by": 0.5}, {"transpose": "nothing.{i:int}"}, {"keep": "**"}]}
            """;

    /** Files of this kind, made again by the same numbers; returns what is opened. */
    abstract Path make(Random random, Path folder) throws IOException;

    private static Path write(Path file, byte[] content) throws IOException {
        return Files.write(file, content);
    }

    private static byte[] spoiltSafetensors(byte[] honest, Random random) {
        Cases cases = new Cases(random);
        int length = ByteBuffer.wrap(honest).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (random.nextInt(5) == 0) {
            byte[] other = cases.spoilt(honest);
            if (random.nextBoolean()) {
                Cases.put(other, 0, 8, cases.number());
            }
            return other;
        }
        String header = new String(honest, 8, length, StandardCharsets.UTF_8);
        byte[] changed = new JsonMutation(random).of(header).getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + changed.length + honest.length - 8 - length).order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(changed.length).put(changed).put(honest, 8 + length, honest.length - 8 - length).array();
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zipped(Map<String, byte[]> entries, boolean deflated) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setMethod(deflated ? ZipOutputStream.DEFLATED : ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(content.getKey());
                CRC32 sum = new CRC32();
                sum.update(content.getValue());
                entry.setCrc(sum.getValue());
                entry.setSize(content.getValue().length);
                out.putNextEntry(entry);
                out.write(content.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Another number, or another byte of a name, in one of the structures of a zip archive. */
    private static byte[] field(byte[] archive, Random random) {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + 4 < archive.length; at++) {
            if (archive[at] == 'P' && archive[at + 1] == 'K') {
                places.add(at);
            }
        }
        byte[] changed = archive.clone();
        if (!places.isEmpty()) {
            int at = places.get(random.nextInt(places.size())) + 2 + random.nextInt(50);
            Cases.put(changed, at, random.nextBoolean() ? 2 : 4, new Cases(random).number());
        }
        return changed;
    }

    private static List<byte[]> gguf() {
        List<byte[]> pieces = new ArrayList<>();
        pieces.add("GGUF".getBytes(StandardCharsets.US_ASCII));
        pieces.add(new GgufFile().int32(3).content());
        pieces.add(new GgufFile().int64(2).content());
        pieces.add(new GgufFile().int64(3).content());
        text(pieces, "general.architecture");
        pieces.add(new GgufFile().int32(8).content());
        text(pieces, "wan");
        text(pieces, "list");
        for (int number : new int[] {9, 5}) {
            pieces.add(new GgufFile().int32(number).content());
        }
        pieces.add(new GgufFile().int64(2).content());
        pieces.add(new GgufFile().int32(1).content());
        pieces.add(new GgufFile().int32(2).content());
        text(pieces, "general.alignment");
        pieces.add(new GgufFile().int32(4).content());
        pieces.add(new GgufFile().int32(32).content());
        for (int tensor = 0; tensor < 2; tensor++) {
            text(pieces, "blocks." + tensor + ".attn.to_q.lora_" + (tensor == 0 ? "A" : "B") + ".weight");
            pieces.add(new GgufFile().int32(2).content());
            pieces.add(new GgufFile().int64(32).content());
            pieces.add(new GgufFile().int64(32).content());
            pieces.add(new GgufFile().int32(tensor == 0 ? 0 : 8).content());
            pieces.add(new GgufFile().int64(tensor * 4096L).content());
        }
        pieces.add(new byte[Math.floorMod(-joined(pieces).length, 32)]);
        pieces.add(new byte[4096 + 34 * 32]);
        return pieces;
    }

    private static void text(List<byte[]> pieces, String text) {
        pieces.add(new GgufFile().int64(text.length()).content());
        pieces.add(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void change(List<byte[]> pieces, Random random) {
        Cases cases = new Cases(random);
        int at = random.nextInt(pieces.size());
        byte[] piece = pieces.get(at).clone();
        switch (random.nextInt(6)) {
            case 0 -> pieces.remove(at);
            case 1 -> pieces.add(at, piece);
            case 2 -> pieces.set(at, pieces.get(random.nextInt(pieces.size())));
            case 3 -> pieces.set(at, cases.text().getBytes(StandardCharsets.UTF_8));
            default -> {
                Cases.put(piece, 0, Math.min(8, piece.length), cases.number());
                pieces.set(at, piece);
            }
        }
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        pieces.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private static Path peft(Random random, Path folder) throws IOException {
        Path made = Files.createDirectories(folder.resolve("peft"));
        write(made.resolve("adapter_model.safetensors"), HonestFiles.SAFETENSORS.clone());
        String config = """
                {"peft_type": "LORA", "r": 4, "lora_alpha": 4, "use_rslora": false, "use_dora": false, "bias": "none",
                "target_modules": ["to_q", "to_k"], "exclude_modules": "(a|b)*c", "modules_to_save": ["x"], "layers_pattern": ["blocks"],
                "layers_to_transform": [0, 1, 2], "rank_pattern": {"to_q": 8, "(a+)+b": 4}, "alpha_pattern": {"^to_k": 8}}
                """;
        write(made.resolve("adapter_config.json"), new JsonMutation(random).of(config).getBytes(StandardCharsets.UTF_8));
        return made;
    }

    private static Path shards(Random random, Path folder) throws IOException {
        Path made = Files.createDirectories(folder.resolve("pipeline/transformer")).getParent();
        byte[] weights = HonestFiles.SAFETENSORS.clone();
        write(made.resolve("transformer/diffusion_pytorch_model-00001-of-00001.safetensors"), weights);
        String first = "transformer.transformer_blocks.0.attn1.to_k.lora_A.weight";
        List<String> texts = new ArrayList<>(List.of(
                "{\"_class_name\": \"CogVideoXPipeline\", \"transformer\": [\"diffusers\", \"CogVideoXTransformer3DModel\"],"
                        + " \"vae\": [null, null], \"x\": 1}",
                "{\"_class_name\": \"CogVideoXTransformer3DModel\", \"num_layers\": 2, \"num_attention_heads\": 2, \"in_channels\": 16}",
                "{\"metadata\": {\"total_size\": 4}, \"weight_map\": {\"" + first
                        + "\": \"diffusion_pytorch_model-00001-of-00001.safetensors\"}}"));
        int chosen = random.nextInt(texts.size());
        texts.set(chosen, new JsonMutation(random).of(texts.get(chosen)));
        write(made.resolve("model_index.json"), texts.get(0).getBytes(StandardCharsets.UTF_8));
        write(made.resolve("transformer/config.json"), texts.get(1).getBytes(StandardCharsets.UTF_8));
        write(made.resolve("transformer/diffusion_pytorch_model.safetensors.index.json"), texts.get(2).getBytes(StandardCharsets.UTF_8));
        return random.nextBoolean() ? made : made.resolve("transformer");
    }
}
