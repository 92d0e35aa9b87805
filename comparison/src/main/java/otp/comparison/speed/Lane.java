package otp.comparison.speed;

/** The columns of the table. */
enum Lane {
    BEAM("BEAM"),
    AKKA("Akka"),
    AKKA_TUNED("Akka tuned"),
    AKKA_ASYNC("Akka async"),
    ONE_PROCESS("one process"),
    CAFFEINE("Caffeine"),
    MAP("ConcHashMap"),
    LETTUCE_NIO("Lettuce NIO"),
    LETTUCE_EPOLL("L. epoll"),
    JEDIS("Jedis"),
    HANDROLLED("handrolled");

    final String title;

    Lane(String title) {
        this.title = title;
    }
}
