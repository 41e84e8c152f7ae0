package dev.patchbay.generation.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EngineErrorsTest {

    @BeforeAll
    static void start() throws Exception {
        TorchEngine.start();
    }

    private static String sentence(String engineText) {
        return EngineErrors.explain(new EngineException(engineText), "cuda:0").getMessage();
    }

    @Test
    void memoryThatRunsOutIsAnAdvice() {
        String text = "[enforce fail at alloc_cpu.cpp:118] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate "
                + "3221225472 bytes. "
                + "Error code 12 (Cannot allocate memory)";
        assertThat(EngineErrors.explain(new EngineException(text), "cpu").getMessage())
                .isEqualTo("There is not enough memory on cpu (3.0 GiB more were needed); "
                        + "choose fewer frames, a smaller picture, or another device.");
        assertThat(sentence("CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 23.69 GiB of which …"))
                .isEqualTo("There is not enough memory on cuda:0 (2.50 GiB more were needed); "
                        + "choose fewer frames, a smaller picture, or another device.");
        assertThat(sentence("MPS backend out of memory (MPS allocated: …)"))
                .isEqualTo("There is not enough memory on cuda:0; choose fewer frames, a smaller picture, or another device.");
    }

    @Test
    void aMissingOperatorIsNamedAndItsPagesOfTableAreNot() {
        String text = "Could not run 'aten::view_copy' with arguments from the 'MPS' backend. This could be because …\n"
                + "x\n".repeat(1000);
        assertThat(sentence(text)).isEqualTo("PyTorch has no aten::view_copy on cuda:0; choose another device.");
        String apple = "The operator 'aten::upsample_nearest3d.vec' is not currently implemented for the MPS device. If you want this op "
                + "to be considered for addition please comment on …";
        assertThat(sentence(apple)).isEqualTo("PyTorch has no aten::upsample_nearest3d.vec on cuda:0; choose another device.");
    }

    @Test
    void wordsOfTheEngineAreNotPassedOn() {
        String text = "The following operation failed in the TorchScript interpreter.\nTraceback of TorchScript, serialized code (most "
                + "recent call last):\n"
                + "  File \"code/__torch__.py\", line 5, in block\nRuntimeError: mat1 and mat2 shapes cannot be multiplied\n";
        assertThat(sentence(text))
                .isEqualTo("PyTorch could not go on with this run on cuda:0; the same command with --debug shows its own words.");
    }
}
