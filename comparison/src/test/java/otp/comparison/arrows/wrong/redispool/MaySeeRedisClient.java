package otp.comparison.arrows.wrong.redispool;

import otp.comparison.arrows.wrong.redisclient.Something;

/** No mistake: the pool pools its connections. */
public record MaySeeRedisClient(Something used) {}
