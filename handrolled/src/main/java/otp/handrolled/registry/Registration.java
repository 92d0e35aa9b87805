package otp.handrolled.registry;

import otp.handrolled.process.Pid;

/** What {@link Registry#register} returns. */
public sealed interface Registration {
    /**
     * {@code {:ok, pid}}: the caller is registered, and linked to the process of the registry.
     *
     * @param registry the process of the registry
     */
    record Ok(Pid registry) implements Registration {}

    /**
     * {@code {:error, {:already_registered, pid}}}: the key is taken (R1), be it by the caller itself.
     *
     * @param pid who has it
     */
    record AlreadyRegistered(Pid pid) implements Registration {}
}
