package otp.comparison.speed.lettuce;

import io.netty.channel.epoll.Epoll;

/** The two transports of Netty that Lettuce has on Linux. */
public enum Transport {
    /** Java's own. */
    NIO,

    /** Linux's, by a native library, which Lettuce takes by itself if it is there. */
    EPOLL;

    /** Whether this machine has it. */
    public boolean isHere() {
        return this == NIO || Epoll.isAvailable();
    }

    /** Makes Lettuce take it. It looks once: to be called in this JVM before anything of Lettuce. */
    void choose() {
        System.setProperty("io.lettuce.core.epoll", Boolean.toString(this == EPOLL));
        System.setProperty("io.lettuce.core.iouring", "false");
        System.setProperty("io.lettuce.core.kqueue", "false");
        if (!isHere()) {
            throw new IllegalStateException("expected epoll, but there is none: " + Epoll.unavailabilityCause());
        }
    }
}
