/** Lesson 1: Async, ParallelEnum, SharedState. */
@NullMarked
package otp.concurrency;

import org.jspecify.annotations.NullMarked;
