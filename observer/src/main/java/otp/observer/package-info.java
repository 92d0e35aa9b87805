/** Lesson 6: all lessons as one live tree in both lanes, and the page that shows it. */
@NullMarked
package otp.observer;

import org.jspecify.annotations.NullMarked;
