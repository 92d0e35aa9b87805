package otp.handrolled.ets;

import java.util.Optional;
import otp.handrolled.process.Pid;

/**
 * What {@code ets:info/1} tells.
 *
 * @param name what it is called
 * @param named whether it is found by that name
 * @param type what kind of table
 * @param access who may do what
 * @param owner whose it is
 * @param heir who will own it after that; nothing if that process is dead
 * @param size how many objects it has
 * @param fixed whether a process has fixed it
 */
public record TableInfo(
        String name,
        boolean named,
        TableType type,
        Access access,
        Pid owner,
        Optional<Pid> heir,
        int size,
        boolean fixed) {}
