package otp.handrolled.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The table of a run, as a file. Two JVMs may share the tests of one run; then each adds its half. */
final class RowFile {
    private static final Comparator<String> ORDER =
            Comparator.comparing(RowFile::row).thenComparing(Comparator.naturalOrder());

    private RowFile() {}

    /**
     * Writes a table, together with what another JVM of the same run has written before. Waits while that one writes.
     *
     * @param begun when this JVM began: what is older is of an earlier run
     */
    static void write(Path file, List<String> table, Instant begun) throws IOException {
        try (var channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            boolean ofThisRun = Files.getLastModifiedTime(file).toInstant().isAfter(begun);
            // Through the channel: to close the file once more would give up the lock.
            var written = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
            List<String> all = ofThisRun ? merged(table, written.lines().toList()) : table;
            channel.truncate(0);
            var bytes = ByteBuffer.wrap((String.join("\n", all) + "\n").getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static List<String> merged(List<String> mine, List<String> theirs) {
        var lines = new TreeSet<String>(ORDER);
        mine.stream().skip(1).forEach(lines::add);
        theirs.stream().skip(1).forEach(lines::add);
        var all = new ArrayList<String>();
        all.add(mine.getFirst());
        all.addAll(lines);
        return all;
    }

    private static Row row(String line) {
        return Row.named(Csv.fields(line).getFirst()).orElseThrow();
    }
}
