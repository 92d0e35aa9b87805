package otp.termscache.akka.cluster;

import akka.serialization.SerializerWithStringManifest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;

/**
 * How an {@link Entry} goes from node to node. Akka creates it, as {@code cluster.conf} says. It does not look into the value's
 * bytes: a node that lacks the value's class can hold it and hand it on.
 */
public final class EntrySerializer extends SerializerWithStringManifest {
    private static final String FORMAT = "1";

    /** For Akka. */
    public EntrySerializer() {}

    @Override
    public int identifier() {
        return 20_261;
    }

    @Override
    public String manifest(Object object) {
        return FORMAT;
    }

    @Override
    public byte[] toBinary(Object object) {
        Entry entry = (Entry) object;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 + entry.wire.bytes().length);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(entry.stamp);
            out.writeLong(entry.end);
            out.writeInt(entry.wire.serializer());
            out.writeUTF(entry.wire.manifest());
            out.write(entry.wire.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        if (!manifest.equals(FORMAT)) {
            throw new NotSerializableException("expected an entry in format " + FORMAT + ", got format " + manifest
                    + ": are all nodes of one release?");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long stamp = in.readLong();
            long end = in.readLong();
            return new Entry(stamp, end, new Wire(in.readInt(), in.readUTF(), in.readAllBytes()), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
