/** Lesson 2: a cache, from one process to a table that readers share. */
@NullMarked
package otp.termscache;

import org.jspecify.annotations.NullMarked;
