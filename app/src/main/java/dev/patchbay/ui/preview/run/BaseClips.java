package dev.patchbay.ui.preview.run;

import dev.patchbay.generation.Clip;
import dev.patchbay.generation.GenerationRequest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Cache of clips made without adapters, so that changing a strength only regenerates the other clip. The least recently used are evicted
 * when the limit is exceeded; the newest always stays. Used on the generation thread only.
 */
public final class BaseClips {

    /** Everything that determines a clip without adapters. */
    record ClipKey(PipelineSlot.PipelineKey pipeline, GenerationRequest request) {}

    private final long limit;
    private final Map<ClipKey, Clip> clips = new LinkedHashMap<>(16, 0.75f, true);

    /** @param limit bytes that all cached clips together may take */
    public BaseClips(long limit) {
        this.limit = limit;
    }

    Optional<Clip> get(ClipKey key) {
        return Optional.ofNullable(clips.get(key));
    }

    void put(ClipKey key, Clip clip) {
        clips.put(key, clip);
        long sum = clips.values().stream().mapToLong(PreviewResult::bytes).sum();
        Iterator<Clip> oldest = clips.values().iterator();
        for (int left = clips.size(); sum > limit && left > 1; left--) {
            sum -= PreviewResult.bytes(oldest.next());
            oldest.remove();
        }
    }
}
