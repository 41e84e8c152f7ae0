package dev.patchbay.video;

import dev.patchbay.generation.Clip;
import dev.patchbay.message.Message;
import dev.patchbay.message.Reason;
import dev.patchbay.task.Cancellation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * H.264 in MP4 by FFmpeg with OpenH264. Chroma is 4:2:0, which needs even sizes: an odd clip repeats its last column or row. The index
 * (moov atom) comes first, so that a browser can start at once.
 */
final class Mp4Encoder implements ClipEncoder {

    /** OpenH264 needs at least one macroblock in each direction. */
    private static final int SMALLEST = 16;

    /** Clips of up to this many pixels get a higher quality: their edges are few pixels wide, and bits are cheap at that size. */
    private static final int SMALL = 128 * 128;

    private static final Quality SMALL_QUALITY = new Quality(1.5, 16);
    private static final Quality QUALITY = new Quality(0.5, 26);

    /**
     * @param bitsPerPixel target bit rate; raw RGB has 24, streamed films about 0.1
     * @param coarsest largest quantiser (QP) the codec may use, 0 to 51
     */
    private record Quality(double bitsPerPixel, int coarsest) {}

    @Override
    public void encode(Clip clip, Path file, IntConsumer written, Cancellation cancellation) throws IOException {
        try {
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
            record(clip, file, written, cancellation);
        } catch (LinkageError e) {
            throw new ClipException(Message.of("video.noFfmpeg", Reason.of(e)), e);
        }
    }

    private static void record(Clip clip, Path file, IntConsumer written, Cancellation cancellation) throws IOException {
        int width = even(clip.width());
        int height = even(clip.height());
        try (FFmpegFrameRecorder recorder = recorder(file, width, height, clip.framesPerSecond());
                Frame frame = new Frame(width, height, Frame.DEPTH_UBYTE, 3)) {
            recorder.start();
            for (int i = 0; i < clip.frameCount(); i++) {
                cancellation.check();
                fill(frame, clip, i);
                recorder.record(frame, avutil.AV_PIX_FMT_RGB24);
                written.accept(i + 1);
            }
            recorder.stop();
        }
    }

    private static FFmpegFrameRecorder recorder(Path file, int width, int height, double rate) {
        FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height, 0);
        recorder.setFormat("mp4");
        recorder.setOption("movflags", "+faststart");
        recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
        recorder.setVideoCodecName("libopenh264");
        recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
        recorder.setFrameRate(rate);
        recorder.setGopSize((int) Math.ceil(rate));
        Quality quality = width * height <= SMALL ? SMALL_QUALITY : QUALITY;
        recorder.setVideoBitrate((int) Math.clamp(width * height * rate * quality.bitsPerPixel(), 500_000, 40_000_000));
        recorder.setVideoOption("qmax", Integer.toString(quality.coarsest()));
        // FFmpeg's converter uses BT.601 unless told otherwise; players guess unless the file says so.
        recorder.setVideoOption("colorspace", "smpte170m");
        recorder.setVideoOption("color_primaries", "smpte170m");
        recorder.setVideoOption("color_trc", "smpte170m");
        recorder.setVideoOption("color_range", "tv");
        recorder.setImageScalingFlags(swscale.SWS_BICUBIC | swscale.SWS_ACCURATE_RND | swscale.SWS_FULL_CHR_H_INP);
        return recorder;
    }

    private static int even(int size) {
        return Math.max(SMALLEST, size + (size & 1));
    }

    private static void fill(Frame frame, Clip clip, int index) {
        ByteBuffer pixels = (ByteBuffer) frame.image[0];
        for (int y = 0; y < frame.imageHeight; y++) {
            for (int x = 0; x < frame.imageWidth; x++) {
                int argb = clip.argb(index, Math.min(x, clip.width() - 1), Math.min(y, clip.height() - 1));
                int at = y * frame.imageStride + 3 * x;
                pixels.put(at, (byte) (argb >> 16));
                pixels.put(at + 1, (byte) (argb >> 8));
                pixels.put(at + 2, (byte) argb);
            }
        }
    }
}
