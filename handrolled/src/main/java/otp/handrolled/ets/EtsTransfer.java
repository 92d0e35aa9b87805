package otp.handrolled.ets;

import otp.handrolled.process.Pid;

/**
 * The message {@code {'ETS-TRANSFER', table, from, data}}: the receiver owns the table from now on.
 *
 * @param table which
 * @param from who owned it: the process that gave it away, or has just died
 * @param data what was given along, by {@link Ets#giveAway} or as the heir's data
 */
public record EtsTransfer(Ets<?, ?> table, Pid from, Object data) {}
