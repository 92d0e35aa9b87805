package otp.comparison.speed;

import java.util.ArrayList;
import java.util.List;
import otp.comparison.speed.akka.Settings;
import otp.comparison.speed.lettuce.Transport;

/** One figure that JMH takes: the row and lane it is for, and the benchmark. All lanes call a benchmark by the same name. */
record Timed(Row row, Lane lane, Jmh jmh) {

    static List<Timed> all() {
        var all = new ArrayList<Timed>();
        all.add(new Timed(Row.HAND_OVER, Lane.HANDROLLED, new Jmh(PingPong.class, "handOver")));
        Class<?> call = otp.comparison.speed.akka.Call.class;
        lanes(all, Row.CALL_1, otp.comparison.speed.handrolled.Call.class, call, "oneCaller");
        lanes(all, Row.CALL_100, otp.comparison.speed.handrolled.Call.class, call, "hundredCallers");
        all.add(new Timed(Row.CALL_100, Lane.AKKA_ASYNC, new Jmh(call, "hundredCallersAsync", Settings.TUNED.name())));
        Class<?> cast = otp.comparison.speed.akka.Cast.class;
        lanes(all, Row.CAST_1, otp.comparison.speed.handrolled.Cast.class, cast, "oneProducer");
        lanes(all, Row.CAST_8, otp.comparison.speed.handrolled.Cast.class, cast, "eightProducers");
        lanes(
                all,
                Row.STATE_MACHINE,
                otp.comparison.speed.handrolled.Switch.class,
                otp.comparison.speed.akka.Switch.class,
                "flip");
        lanes(
                all,
                Row.SPAWN,
                otp.comparison.speed.handrolled.Spawn.class,
                otp.comparison.speed.akka.Spawn.class,
                "runAndExit");
        lanes(all, Row.RING, otp.comparison.speed.handrolled.Ring.class, otp.comparison.speed.akka.Ring.class, "hop");
        tables(all, Row.READ_1, "oneReader");
        tables(all, Row.READ_8, "eightReaders");
        tables(all, Row.INSERT, "insert");
        tables(all, Row.UPDATE_COUNTER, "updateCounter");
        caches(all, Row.CACHE_GET_1, "oneReader");
        caches(all, Row.CACHE_GET_8, "eightReaders");
        caches(all, Row.CACHE_PUT, "put");
        caches(all, Row.CACHE_MIXED, "mixed");
        all.add(new Timed(
                Row.CACHE_FETCH, Lane.HANDROLLED, new Jmh(otp.comparison.speed.handrolled.CacheFetch.class, "fetch")));
        all.add(new Timed(
                Row.CACHE_FETCH, Lane.CAFFEINE, new Jmh(otp.comparison.speed.akka.CacheFetch.class, "fetch")));
        all.add(new Timed(Row.CACHE_FETCH, Lane.MAP, new Jmh(otp.comparison.speed.map.CacheFetch.class, "fetch")));
        redis(all, Row.REDIS_1, "oneCaller");
        redis(all, Row.REDIS_50, "fiftyCallers");
        redis(all, Row.REDIS_PIPELINE_16, "pipeline16");
        redis(all, Row.REDIS_PIPELINE_100, "pipeline100");
        redis(all, Row.REDIS_PIPELINE_1000, "pipeline1000");
        redisPool(all, Row.REDIS_POOL_50, "fiftyCallers");
        return all;
    }

    private static void caches(List<Timed> all, Row row, String method) {
        all.add(new Timed(row, Lane.HANDROLLED, new Jmh(otp.comparison.speed.handrolled.CacheAccess.class, method)));
        all.add(new Timed(
                row, Lane.ONE_PROCESS, new Jmh(otp.comparison.speed.handrolled.ProcessCacheAccess.class, method)));
        all.add(new Timed(row, Lane.CAFFEINE, new Jmh(otp.comparison.speed.akka.CacheAccess.class, method)));
        all.add(new Timed(row, Lane.MAP, new Jmh(otp.comparison.speed.map.CacheAccess.class, method)));
    }

    private static void redis(List<Timed> all, Row row, String method) {
        lanes(
                all,
                row,
                otp.comparison.speed.handrolled.RedisAccess.class,
                otp.comparison.speed.akka.RedisAccess.class,
                method);
        lettuce(all, row, otp.comparison.speed.lettuce.RedisAccess.class, method);
        all.add(new Timed(row, Lane.JEDIS, new Jmh(otp.comparison.speed.jedis.RedisAccess.class, method)));
    }

    private static void redisPool(List<Timed> all, Row row, String method) {
        lanes(
                all,
                row,
                otp.comparison.speed.handrolled.RedisPoolAccess.class,
                otp.comparison.speed.akka.RedisPoolAccess.class,
                method);
        lettuce(all, row, otp.comparison.speed.lettuce.RedisPoolAccess.class, method);
        all.add(new Timed(row, Lane.JEDIS, new Jmh(otp.comparison.speed.jedis.RedisPoolAccess.class, method)));
    }

    private static void lettuce(List<Timed> all, Row row, Class<?> lettuce, String method) {
        all.add(new Timed(row, Lane.LETTUCE_NIO, new Jmh(lettuce, method, Transport.NIO.name())));
        all.add(new Timed(row, Lane.LETTUCE_EPOLL, new Jmh(lettuce, method, Transport.EPOLL.name())));
    }

    private static void lanes(List<Timed> all, Row row, Class<?> handrolled, Class<?> akka, String method) {
        all.add(new Timed(row, Lane.HANDROLLED, new Jmh(handrolled, method)));
        all.add(new Timed(row, Lane.AKKA, new Jmh(akka, method, Settings.DEFAULT.name())));
        all.add(new Timed(row, Lane.AKKA_TUNED, new Jmh(akka, method, Settings.TUNED.name())));
    }

    private static void tables(List<Timed> all, Row row, String method) {
        all.add(new Timed(row, Lane.HANDROLLED, new Jmh(otp.comparison.speed.handrolled.TableAccess.class, method)));
        all.add(new Timed(row, Lane.CAFFEINE, new Jmh(otp.comparison.speed.caffeine.TableAccess.class, method)));
        all.add(new Timed(row, Lane.MAP, new Jmh(otp.comparison.speed.map.TableAccess.class, method)));
    }
}
