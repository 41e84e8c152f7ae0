package dev.patchbay.export;

import dev.patchbay.files.FileSteps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The system's steps, with a point before and after each. */
public final class CountedSteps implements FileSteps {

    private final Visit visit;
    private int points;

    /** Told each point, from 0: even ones come before a step, odd ones after it. */
    public interface Visit {

        void at(int point) throws IOException;
    }

    public CountedSteps(Visit visit) {
        this.visit = visit;
    }

    public int points() {
        return points;
    }

    private void point() throws IOException {
        visit.at(points++);
    }

    @Override
    public FileChannel create(Path part) throws IOException {
        point();
        FileChannel channel = FileSteps.super.create(part);
        point();
        return channel;
    }

    @Override
    public void createFolder(Path part) throws IOException {
        point();
        FileSteps.super.createFolder(part);
        point();
    }

    @Override
    public int write(FileChannel channel, ByteBuffer bytes) throws IOException {
        point();
        int written = FileSteps.super.write(channel, bytes);
        point();
        return written;
    }

    @Override
    public void sync(FileChannel channel) throws IOException {
        point();
        FileSteps.super.sync(channel);
        point();
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        point();
        FileSteps.super.rename(from, to);
        point();
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        point();
        FileSteps.super.syncFolder(folder);
        point();
    }
}
