/** Layer 2, above GenServer: {@link otp.handrolled.agent.Agent}, a state in a process, and functions that are sent to it. */
@NullMarked
package otp.handrolled.agent;

import org.jspecify.annotations.NullMarked;
