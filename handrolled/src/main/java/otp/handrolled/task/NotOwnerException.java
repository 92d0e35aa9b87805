package otp.handrolled.task;

import otp.handrolled.process.Pid;

/**
 * A task was asked by a process that did not start it: the {@code ArgumentError} of Elixir. The result is a message to the
 * owner, so nobody else can receive it.
 */
public final class NotOwnerException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotOwnerException(Task<?> task, Pid caller) {
        super(task + " must be asked by its owner " + task.owner() + ", but was asked by " + caller
                + ". Let the owner await it and send the result on");
    }
}
