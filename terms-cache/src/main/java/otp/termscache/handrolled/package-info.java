/** Lesson 2 from scratch: a GenServer that keeps a map, and one that owns a table which others read. */
@NullMarked
package otp.termscache.handrolled;

import org.jspecify.annotations.NullMarked;
