package dev.patchbay.generation.wan;

import ai.djl.engine.EngineException;
import dev.patchbay.generation.Clip;
import dev.patchbay.generation.GenerationException;
import dev.patchbay.generation.GenerationPlan;
import dev.patchbay.generation.GenerationRequest;
import dev.patchbay.generation.PipelineInfo;
import dev.patchbay.generation.StepListener;
import dev.patchbay.generation.VideoPipeline;
import dev.patchbay.generation.torch.Devices;
import dev.patchbay.generation.torch.EngineErrors;
import dev.patchbay.generation.torch.NativeMemory;
import dev.patchbay.message.Message;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/** A Wan pipeline on PyTorch. Runs are serialised, and closing waits for a running one. */
final class WanPipeline implements VideoPipeline {

    private final Components components;
    private final RunPlanner planner;
    private final PipelineInfo info;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    WanPipeline(Components components, RunPlanner planner) {
        this.components = components;
        this.planner = planner;
        this.info = components.config().info(Devices.name(components.manager().getDevice()));
    }

    @Override
    public PipelineInfo info() {
        return info;
    }

    @Override
    public GenerationPlan plan(GenerationRequest request) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new GenerationException(Message.of("generation.closed"));
            }
            return planner.plan(request);
        } catch (EngineException e) {
            throw EngineErrors.explain(e, info.device());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Clip generate(GenerationRequest request, StepListener listener, Cancellation cancellation) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new GenerationException(Message.of("generation.closed"));
            }
            return new GenerationRun(components, planner.plan(request), request, listener, cancellation).make();
        } catch (EngineException e) {
            throw EngineErrors.explain(e, info.device());
        } catch (OutOfMemoryError e) {
            throw new GenerationException(Message.of("generation.outOfMemory", "Java"), e);
        } finally {
            NativeMemory.trim();
            lock.unlock();
        }
    }

    /** Number of native tensors alive between runs, to detect leaks: the same before and after each run. */
    int heldTensors() {
        return components.manager().getManagedArrays().size();
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                components.close();
                NativeMemory.trim();
            }
        } finally {
            lock.unlock();
        }
    }
}
