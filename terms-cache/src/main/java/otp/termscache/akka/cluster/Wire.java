package otp.termscache.akka.cluster;

import java.util.Arrays;

/**
 * A value as it goes from node to node.
 *
 * @param serializer the number of Akka's serializer that has made it
 * @param manifest what that serializer wants to be told when it reads it again; empty if nothing
 * @param bytes never changed
 */
record Wire(int serializer, String manifest, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Wire(int itsSerializer, String itsManifest, byte[] itsBytes)
                && serializer == itsSerializer
                && manifest.equals(itsManifest)
                && Arrays.equals(bytes, itsBytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * serializer + manifest.hashCode()) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes of serializer " + serializer + " " + manifest;
    }
}
