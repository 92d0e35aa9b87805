/** Layer 4: {@link otp.handrolled.supervisor.Supervisor}, which starts processes, watches over them and starts them again. */
@NullMarked
package otp.handrolled.supervisor;

import org.jspecify.annotations.NullMarked;
