package dev.patchbay.loaders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws files, asks the live loaders and Patchbay, and prints the agreement. {@code docs/loaders.md} lists the properties. */
public final class Compare {

    private static final String PYTHON = property("python", "python3");
    private static final Path SOURCES = Path.of(property("sources", "src/loaders/python")).toAbsolutePath();
    private static final Path FOLDER = Path.of(property("folder", "target/loaders")).toAbsolutePath();
    /** Programs whose sources lie in a folder that has to be named, with what lies in it. */
    private static final Map<String, String> SOURCED =
            Map.of("comfyui", "a checkout of ComfyUI", "kohya", "checkouts of sd-scripts and musubi-tuner under these names");
    private static final List<String> LIVE = List.of(property("programs", "diffusers,peft,comfyui,kohya").split(","));

    private Compare() {}

    public static void main(String[] args) throws Exception {
        need();
        if (!Boolean.getBoolean("loaders.drawn")) {
            run(start("draw.py", FOLDER.toString(), property("seed", "1"), property("files", "80")), "the files could not be drawn");
        }
        if (LIVE.contains("comfyui") && !isLeftOut("comfyui")) {
            run(start("comfyui_live.py", FOLDER.toString(), "models"), "ComfyUI's models could not be written");
        }
        List<Process> live = new ArrayList<>();
        for (String program : LIVE) {
            if (isLeftOut(program)) {
                System.out.printf("%s is left out: say with -Dloaders.%1$s=… where %s lie.%n", program, SOURCED.get(program));
                continue;
            }
            live.add(start(program + "_live.py", FOLDER.toString()));
        }
        Verdicts.write(FOLDER);
        for (Process one : live) {
            run(one, "a live loader did not run to its end");
        }
        run(start("agreement.py", FOLDER.toString()), "Patchbay and the loaders do not agree");
    }

    private static boolean isLeftOut(String program) {
        return SOURCED.containsKey(program) && property(program, "").isEmpty();
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty("loaders." + name, "");
        return value.isEmpty() ? otherwise : value;
    }

    /** Says in one sentence what is missing. */
    private static void need() throws IOException, InterruptedException {
        String packages = "torch, safetensors, transformers, peft, diffusers";
        Files.createDirectories(FOLDER);
        int code;
        try {
            code = command("-c", "import " + packages).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            code = -1;
        }
        if (code != 0) {
            exit("The comparison needs a Python that imports " + packages
                    + ": say which with -Dloaders.python=… and where the sources of the"
                    + " loaders lie with -Dloaders.path=… (“" + PYTHON + "” does not).");
        }
    }

    private static Process start(String program, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(SOURCES.resolve(program).toString()));
        words.addAll(List.of(arguments));
        return command(words.toArray(String[]::new)).redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(FOLDER.resolve(program + ".log").toFile()).start();
    }

    private static ProcessBuilder command(String... arguments) {
        List<String> words = new ArrayList<>(List.of(PYTHON));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", "1");
        environment.put("PYTHONPATH", property("path", environment.getOrDefault("PYTHONPATH", "")));
        SOURCED.keySet().forEach(program -> environment.put(program.toUpperCase(Locale.ROOT), property(program, "")));
        return builder;
    }

    private static void run(Process process, String failure) throws InterruptedException {
        if (process.waitFor() != 0) {
            exit(failure + "; what was said is in " + FOLDER + ".");
        }
    }

    private static void exit(String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }
}
