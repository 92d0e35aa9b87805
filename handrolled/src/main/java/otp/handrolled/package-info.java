/** OTP from scratch on virtual threads: processes, GenServer, Task, Agent. */
@NullMarked
package otp.handrolled;

import org.jspecify.annotations.NullMarked;
