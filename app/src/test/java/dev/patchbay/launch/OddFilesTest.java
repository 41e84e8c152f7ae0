package dev.patchbay.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.cli.command.PatchbayCommandLine;
import dev.patchbay.launch.OddFile.Content;
import dev.patchbay.launch.OddFile.Oddity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** No command says something broken of an odd file, or asks for what it was given. */
class OddFilesTest {

    private static final String WAN = "wan2.1-t2v-1.3b";

    /** What no sentence for a person holds. */
    private static final Map<String, Pattern> BROKEN = Map.of(
            "a null", Pattern.compile("(?<![\\w\"])null(?![\\w\"])"),
            "an open place", Pattern.compile("(?<!\")\\{\\d+}(?!\\.)"),
            "a class", Pattern.compile("\\b(?:dev\\.patchbay|java|javafx|tools\\.jackson)\\.[a-z]|\\w+Exception\\b|\\b[A-Z]\\w+\\[\\w+=|"
                    + "Optional\\[|@[0-9a-f]{6,}\\b"),
            "Java's words", Pattern.compile("out of bounds for|Cannot invoke|No value present|Range \\["),
            "a control character", Pattern.compile("[\\p{Cntrl}&&[^\\n\\r\\t]]"));

    /** Sentences that ask for a base model, by their keys. */
    private static final Set<String> ASK_FOR_BASE = Set.of(
            "export.cannot.unknownFamily", "export.cannot.severalModels", "export.cannot.noModel", "export.cannot.severalFamilies",
            "export.merge.names", "export.merge.mixedNames", "export.warning.vaeScaling",
            "mapping.unflattenNoBase", "cli.convert.family", "cli.inspect.tie");

    /** Sentences that ask for another base model or other rules than those given, or say what they would do. */
    private static final Set<String> ASK_FOR_OTHERS = Set.of(
            "export.cannot.someMagnitudes", "export.resize.warning.dora", "export.merge.dora", "export.merge.doraElsewhere",
            "export.cannot.sizesFit", "export.cannot.arrive", "export.cannot.less", "export.warning.unknownNames", "export.bake.twoChanges",
            "export.resize.cutByRules", "export.cannot.neither", "export.cannot.unreadHalf");

    private static final String ASKING =
            "(?s).*(--base|[Nn]ame the base model|say it by|--rules|[Gg]ive rules|with rules|rules that|other rules).*";

    /** What the files themselves hold of it. */
    private static final Pattern OWN = Pattern.compile("\\{0}\\.'(?:\\d|\\{\\w+})'\\.\\{1}%s|\"transformer\\.lora_alpha\": null");

    @TempDir
    private Path folder;

    private Path tiny = Path.of("");
    private Path rules = Path.of("");
    private final Map<String, Pattern> sentences = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int files;

    @BeforeEach
    void write() throws IOException {
        ReportedFile base = new ReportedFile();
        for (String layer : List.of("attn1.to_q", "attn1.to_k", "attn2.to_out.0")) {
            base.tensor("blocks.0." + layer + ".weight", 1536, 64);
        }
        tiny = base.write(folder.resolve("tiny.safetensors"));
        rules = Files.writeString(folder.resolve("rules.json"),
                "{\"patchbay\": 1, \"rules\": [\"rename zorb.{rest:**} → transformer.{rest}\"]}");
    }

    /** One after the other of the kinds, each with one oddity, in every fourth call: all kinds of both occur, and all calls. */
    @Test
    void everyCommandSaysSomethingWholeOfOddFiles() throws IOException {
        Content[] contents = Content.values();
        Oddity[] oddities = Oddity.values();
        for (int i = 0; i < contents.length; i++) {
            run(contents[i], oddities[i % oddities.length], i, false);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @Tag("long")
    void everyCommandSaysSomethingWholeOfAWiderDraw() throws IOException {
        for (Content content : Content.values()) {
            for (Oddity oddity : Oddity.values()) {
                run(content, oddity, content.ordinal() * 31L + oddity.ordinal(), true);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A new sentence that names an option says here whether it asks for it. */
    @Test
    void everySentenceThatNamesBaseOrRulesIsKnown() {
        Set<String> known = new LinkedHashSet<>(ASK_FOR_BASE);
        known.addAll(ASK_FOR_OTHERS);
        List<String> unknown = new ArrayList<>();
        for (String area : List.of("export", "mapping", "inspection", "adapter", "matching", "checkpoint", "basemodel")) {
            ResourceBundle texts = ResourceBundle.getBundle("dev.patchbay.text." + area);
            texts.keySet().stream()
                    .filter(key -> texts.getString(key).matches(ASKING))
                    .filter(key -> !known.contains(key))
                    .forEach(unknown::add);
        }
        assertThat(unknown).isEmpty();
    }

    private void run(Content content, Oddity oddity, long seed, boolean wide) throws IOException {
        String name = content + "-" + oddity;
        Path file = ReportedFile.write(OddFile.of(content, oddity, seed), folder.resolve("odd-" + files++ + ".safetensors"));
        List<List<String>> calls = new ArrayList<>();
        calls.add(List.of("inspect", file.toString()));
        calls.add(List.of("inspect", file.toString(), "--json"));
        List<String> bases = wide ? List.of(WAN, tiny.toString(), "flux.1-dev") : List.of(WAN, tiny.toString());
        for (String base : bases) {
            calls.add(List.of("check", file.toString(), "--base", base, "--verbose"));
            calls.add(List.of("check", file.toString(), "--base", base, "--json"));
            calls.add(List.of("suggest", file.toString(), "--base", base));
        }
        for (String program : List.of("diffusers", "peft", "comfyui", "kohya")) {
            calls.add(List.of("check", file.toString(), "--base", WAN, "--for", program));
            calls.add(convert(file, program));
            calls.add(convert(file, program, "--base", WAN));
            if (wide) {
                calls.add(convert(file, program, "--base", WAN, "--rules", rules.toString()));
            }
        }
        calls.add(convert(file, "diffusers", "--base", WAN, "--rules", rules.toString()));
        calls.add(convert(file, "sat"));
        calls.add(List.of("resize", file.toString(), "--rank", "1", "--out", out()));
        calls.add(List.of("resize", file.toString(), "--rank", "1", "--base", WAN, "--out", out()));
        calls.add(List.of("merge", file + ":0.5", file.toString(), "--out", out()));
        calls.add(List.of("merge", file.toString(), file.toString(), "--base", WAN, "--out", out()));
        calls.add(List.of("edit", file.toString(), "--set", "a=b", "--out", out()));
        calls.add(List.of("edit", file.toString(), "--strength", "**=0.5", "--base", WAN, "--out", out()));
        calls.add(List.of("extract", "--tuned", file.toString(), "--base", tiny.toString(), "--rank", "1", "--out", out()));
        calls.add(List.of("bake", file.toString(), "--base", tiny.toString(), "--out", out()));
        calls.add(List.of("diff", file.toString(), tiny.toString()));
        calls.add(List.of("batch", "check", "--in", file.toString(), "--base", WAN));
        String report = folder.resolve("out-" + files++ + ".xml").toString();
        calls.add(List.of("batch", "inspect", "--in", file.toString(), "-j", "2", "--report", report));
        for (int i = 0; i < calls.size(); i++) {
            if (wide || (i + seed) % 4 == 0) {
                run(name, calls.get(i));
            }
        }
    }

    private List<String> convert(Path file, String program, String... more) {
        List<String> words = new ArrayList<>(List.of("convert", file.toString(), "--to", program, "--out", out()));
        words.addAll(List.of(more));
        return words;
    }

    private String out() {
        return folder.resolve("out-" + files++ + ".safetensors").toString();
    }

    private void run(String file, List<String> call) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new PatchbayCommandLine(CommandLineForTests.SERVICES, new PrintWriter(out), new PrintWriter(err)).run(call);
        String context = file + ": " + String.join(" ", call).replace(folder.toString(), "…") + " → " + code;
        if (code < 0 || code > 2 || (out + err.toString()).isBlank()) {
            wrong.add(context + ": nothing said");
        }
        boolean json = call.contains("--json") && code < 2;
        Stream<String> sentences = json
                ? sentences(JsonMapper.shared().readTree(out.toString()), context).stream()
                : (out + "\n" + err).lines();
        sentences.forEach(line -> check(context, call, line));
    }

    private void check(String context, List<String> call, String line) {
        if (line.isBlank()) {
            return;
        }
        String said = OWN.matcher(line).replaceAll("…");
        new TreeMap<>(BROKEN).forEach((what, pattern) -> {
            if (pattern.matcher(said).find()) {
                wrong.add(context + " has " + what + ": " + line);
            }
        });
        if (call.contains("--base")) {
            ASK_FOR_BASE.stream().filter(key -> sentence(key).matcher(line).find())
                    .forEach(key -> wrong.add(context + " asks for a base (" + key + "): " + line));
        }
    }

    private Pattern sentence(String key) {
        return sentences.computeIfAbsent(key, OddFilesTest::pattern);
    }

    /** The words of a sentence between its places. */
    private static Pattern pattern(String key) {
        String text = ResourceBundle.getBundle("dev.patchbay.text." + key.substring(0, key.indexOf('.'))).getString(key);
        List<String> words = new ArrayList<>();
        for (String part : text.replace("''", "'").split("\\{\\d+}", -1)) {
            words.add(Pattern.quote(part));
        }
        return Pattern.compile(String.join(".*", words));
    }

    /** Sentences in a report; a problem whose expected and found are the same is noted. */
    private List<String> sentences(JsonNode node, String context) {
        List<String> found = new ArrayList<>();
        node.forEachEntry((field, value) -> {
            if (value.isString() && Set.of("message", "label", "title").contains(field)) {
                found.add(value.asString());
            } else {
                found.addAll(sentences(value, context));
            }
        });
        if (node.isArray()) {
            node.forEach(one -> found.addAll(sentences(one, context)));
        }
        Optional<String> expected = node.path("expected").stringValueOpt();
        if (expected.isPresent() && !expected.get().isEmpty() && expected.equals(node.path("found").stringValueOpt())) {
            wrong.add(context + " expects what it found: " + expected.get());
        }
        return found;
    }
}
