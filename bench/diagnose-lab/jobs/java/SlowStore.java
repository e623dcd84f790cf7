import java.io.*;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.*;

/** Files of this machine as those of an object store (s3a://lab/path) that gives each connection 8 MB a second. */
public class SlowStore extends RawLocalFileSystem {
    private URI uri = URI.create("s3a://lab");

    @Override
    public void initialize(URI name, Configuration conf) throws IOException {
        super.initialize(name, conf);
        uri = URI.create(name.getScheme() + "://" + name.getAuthority());
    }

    @Override
    public URI getUri() { return uri; }

    @Override
    public String getScheme() { return "s3a"; }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        FSDataInputStream file = super.open(path, bufferSize);
        return new FSDataInputStream(new FSInputStream() {
            @Override
            public void seek(long at) throws IOException { file.seek(at); }

            @Override
            public long getPos() throws IOException { return file.getPos(); }

            @Override
            public boolean seekToNewSource(long at) { return false; }

            @Override
            public int read() throws IOException { return file.read(); }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int count = file.read(bytes, from, length);
                if (count > 8000) {
                    try {
                        Thread.sleep(count / 8000);
                    } catch (InterruptedException interrupted) {
                        throw new InterruptedIOException();
                    }
                }
                return count;
            }

            @Override
            public void close() throws IOException { file.close(); }
        });
    }
}
